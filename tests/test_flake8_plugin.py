"""The real flake8 with the plugin: processes, suppressions, odd files, faulty tables and rules."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from flake8.exceptions import ExecutionError  # type: ignore[import-untyped]

from flake8_housestyle.plugin import Plugin
from tests.engines import Result, run
from tests.library import packages_with, table
from tests.projects import write

if TYPE_CHECKING:
    from pathlib import Path

FAULT = "def f(a=[]): ...\n"
MESSAGE = "HS311 `[]` is shared by all calls: default to `None`"
FOUND = f"1:9: {MESSAGE}"
ODD_FILES: list[tuple[bytes, list[str]]] = [
    ("é = 'äöü'; f = lambda a=[]: a\n".encode(), [f"1:25: {MESSAGE}"]),
    ("日本 = '😀'; f = lambda a=[]: a\n".encode(), [f"1:24: {MESSAGE}"]),
    (b"\xef\xbb\xbf" + FAULT.encode(), [FOUND]),
    (b"# -*- coding: latin-1 -*-\ne = '\xe9'; f = lambda a=[]: a\n", [f"2:23: {MESSAGE}"]),
    (b"def f(a=[]): '\xff'\n", [FOUND]),
    (b"# coding: nonsense\n" + FAULT.encode(), [f"2:9: {MESSAGE}"]),
    (b"# coding: cp1252\nx = '\x80'\n" + FAULT.encode(), [f"3:9: {MESSAGE}"]),
    (b"x = '''\x0c\x1c\xe2\x80\xa8'''\r\n" + FAULT.encode(), [f"2:9: {MESSAGE}"]),
    (b"\x0c\n" + FAULT.encode(), [f"2:9: {MESSAGE}"]),
    (b"x = 1\r" + FAULT.encode(), [f"2:9: {MESSAGE}"]),
    (FAULT.strip().encode(), [FOUND]),
    (b"", []),
    (b"\n\n", []),
    (b"# only a comment", []),
    (b"x = 1\n" * 19_999 + FAULT.encode(), [f"20000:9: {MESSAGE}"]),
]
ISOLATED = ("flake8", "--isolated", "--select=HS,E9")


def flake8(folder: Path, *arguments: str, stdin: str | None = None, **env: str) -> Result:
    return run(*ISOLATED, *arguments, cwd=folder, stdin=stdin, **env)


def project(folder: Path, **files: str) -> Path:
    """A project with HS311 on; `a_b="…"` is its file `a_b.py`."""
    named = {f"{name}.py": text for name, text in files.items()}
    return write(folder, {"pyproject.toml": table("HS311"), **named})


def start_with(method: str, folder: Path) -> Result:
    """Run flake8 with two worker processes started in another way than the platform's."""
    code = (
        f"import multiprocessing; multiprocessing.set_start_method('{method}'); "
        "from flake8.main.cli import main; "
        "raise SystemExit(main(['--isolated', '--select=HS', '--jobs=2', '.']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )
    return Result(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_worker_processes_find_the_same(tmp_path: Path, method: str) -> None:
    files = {f"m{number}": "x = 1\n" * number + FAULT for number in range(6)}
    wanted = [f"./m{number}.py:{number + 1}:9: {MESSAGE}" for number in range(6)]
    done = start_with(method, project(tmp_path, **files))
    assert (done.status, sorted(done.out.splitlines()), done.err) == (1, wanted, "")


def test_jobs_and_one_process_print_the_same(tmp_path: Path) -> None:
    project(tmp_path, a=FAULT, b=FAULT * 3, c="")
    assert flake8(tmp_path, "--jobs=2", ".") == flake8(tmp_path, "--jobs=1", ".")


def test_more_tables_than_stay_in_memory(tmp_path: Path) -> None:
    session = "import aiohttp\n\n\nasync def f():\n    session = aiohttp.ClientSession()\n"
    source = session + "    open('a')\n    return await session.get('/')\n"
    names = [f"p{number}/a.py" for number in range(70)]
    for name in names:
        files = {"pyproject.toml": table("HS101", "HS106"), "a.py": source}
        write(tmp_path / name.removesuffix("/a.py"), files)
    done = flake8(tmp_path, "--jobs=1", *names)
    found = re.findall(r"^(p\d+/a\.py):\d+:\d+: (HS\d+)", done.out, re.MULTILINE)
    assert sorted(found) == sorted((name, code) for name in names for code in ("HS101", "HS106"))


def test_noqa(tmp_path: Path) -> None:
    silent = ("# noqa: HS311", "# noqa: E501, HS311", "# noqa:HS311,E501", "# noqa", "# NOQA: HS3")
    heard = ("# noqa: HS312", "# noqa: E501", "# HS311", "")
    source = "".join(f"def f(a=[]): ...  {comment}\n" for comment in (*silent, *heard))
    done = flake8(project(tmp_path, a=source), "a.py")
    lines = range(len(silent) + 1, len(silent) + len(heard) + 1)
    assert done.out.splitlines() == [f"a.py:{line}:9: {MESSAGE}" for line in lines]


@pytest.mark.parametrize(
    ("arguments", "silent"),
    [
        (["--select=HS3"], False),
        (["--select=E"], True),
        (["--ignore=HS311"], True),
        (["--extend-ignore=HS3"], True),
        (["--extend-ignore=HS4"], False),
        (["--per-file-ignores=a.py:HS311"], True),
        (["--per-file-ignores=b.py:HS311"], False),
        (["--extend-exclude=a.py"], True),
        ([], False),
    ],
)
def test_what_flake8_itself_leaves_out(
    tmp_path: Path, arguments: list[str], *, silent: bool
) -> None:
    project(tmp_path, a=FAULT)
    done = run("flake8", "--isolated", *arguments, "a.py", cwd=tmp_path)
    ours = [line for line in done.out.splitlines() if ": HS" in line]
    assert ours == ([] if silent else [f"a.py:{FOUND}"])


def test_odd_files(tmp_path: Path) -> None:
    project(tmp_path)
    wanted = []
    for number, (source, lines) in enumerate(ODD_FILES):
        (tmp_path / f"a{number:02}.py").write_bytes(source)
        wanted += [f"./a{number:02}.py:{line}" for line in lines]
    done = flake8(tmp_path, ".")
    assert sorted(done.out.splitlines()) == wanted
    assert done.err == ""


@pytest.mark.parametrize(
    "source",
    [
        b"def f(a=[]:\n",
        FAULT.encode() + b"\0",
        b"x = " + b"(" * 1000 + b")" * 1000 + b"\ndef f(a=[]): ...\n",
    ],
    ids=["syntax", "null", "1000-parentheses"],
)
def test_what_python_cannot_read_is_left_to_flake8(tmp_path: Path, source: bytes) -> None:
    (project(tmp_path) / "a.py").write_bytes(source)
    done = flake8(tmp_path, "a.py")
    codes = re.findall(r": (\w+\d+) ", done.out)
    assert set(codes) <= {"E902", "E999"}
    assert codes
    assert done.status == 1
    assert "Traceback" not in done.err


def test_a_buffer_without_a_name(tmp_path: Path) -> None:
    found = flake8(project(tmp_path), "--stdin-display-name=", "-", stdin=FAULT)
    assert (found.status, found.err) == (1, "")
    assert found.out == f"stdin:{FOUND}\n"


STUB_RULE = '''"""Stub"""
import ast
from housestyle_core.finding import Finding

def check(node: ast.Constant, context):
    yield Finding(node, f"stub: {context.file.is_stub}")
'''


def test_a_stub_file(tmp_path: Path) -> None:
    rule = {"flake8_housestyle/rules/hs997_in_a_stub.py": STUB_RULE}
    packages = packages_with(tmp_path / "lib", rule)
    write(tmp_path, {"pyproject.toml": table("HS997"), "a.py": "1\n", "a.pyi": "1\n"})
    done = flake8(tmp_path, "a.py", "a.pyi", PYTHONPATH=str(packages))
    wanted = ["a.py:1:1: HS997 stub: False", "a.pyi:1:1: HS997 stub: True"]
    assert done.out.splitlines() == wanted


def test_a_faulty_table_ends_flake8_before_any_file_is_checked(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "[tool.housestyle]\nselct = []\n", "a.py": "def\n"})
    wanted = f"{tmp_path / 'pyproject.toml'}:2: unknown key `selct` in [tool.housestyle]"
    for arguments in ([], ["."], ["a.py"], ["-"], ["--jobs=2", "a.py", "."]):
        done = flake8(tmp_path, *arguments, stdin="")
        assert (done.status, done.out) == (2, "")
        assert done.err == f"{wanted} (did you mean `select`?)\n"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_faulty_table_further_down_does_too(tmp_path: Path, jobs: str) -> None:
    project(tmp_path, a=FAULT)
    write(tmp_path, {"in/pyproject.toml": "[tool.housestyle]\nselct = []\nzz = 1\n", "in/b.py": ""})
    done = flake8(tmp_path, f"--jobs={jobs}", ".")
    place = tmp_path / "in" / "pyproject.toml"
    assert (done.status, done.out) == (2, "")
    assert f"{place}:2: unknown key `selct`" in done.err
    assert f"{place}:3: unknown key `zz`" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("pattern", ["in", "i*", "*/in", "./deep/in", "deep"])
def test_a_faulty_table_in_what_flake8_leaves_out_is_not_read(tmp_path: Path, pattern: str) -> None:
    project(tmp_path, a=FAULT)
    write(
        tmp_path, {"deep/in/pyproject.toml": "[tool.housestyle]\nselct = []\n", "deep/in/b.py": ""}
    )
    for option in ("--exclude", "--extend-exclude"):
        done = flake8(tmp_path, f"{option}={pattern}", ".")
        assert (done.status, done.err) == (1, "")
        assert "HS311" in done.out


def test_a_table_that_becomes_faulty_while_flake8_runs_is_a_critical_error(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "[tool.housestyle]\nselct = []\n"})
    plugin = Plugin(ast.parse(""), str(tmp_path / "a.py"), [])
    with pytest.raises(ExecutionError, match="unknown key `selct`"):
        next(plugin.run())


BROKEN_RULE = '''"""Broken"""
import ast
from housestyle_core.finding import Finding

def check(node: ast.FunctionDef, context):
    yield Finding(node, "first")
    {fault}
'''


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("raise ValueError('on purpose')", "ValueError"),
        ("yield Finding(context.file.tree, 'a module has no line')", "AttributeError"),
        ("raise SyntaxError('on purpose')", "SyntaxError"),
        ("check(node, context).__next__; (lambda f: f(f))(lambda f: f(f))", "RecursionError"),
    ],
)
def test_a_broken_rule_is_reported_once_a_file_and_spares_the_others(
    tmp_path: Path, fault: str, error: str
) -> None:
    rule = "flake8_housestyle/rules/hs998_broken_on_purpose.py"
    packages = packages_with(tmp_path / "lib", {rule: BROKEN_RULE.format(fault=fault)})
    source = {"a.py": FAULT * 2, "b.py": f"x = 1\n{FAULT}"}
    write(tmp_path / "app", {"pyproject.toml": table("HS998", "HS311"), **source})
    done = flake8(tmp_path / "app", "a.py", "b.py", PYTHONPATH=str(packages))
    broken = (
        f"HS000 HS998 (broken-on-purpose) failed here with {error}: its other findings in this "
        "file are missing; please report it, with the traceback that HOUSESTYLE_DEBUG=1 shows"
    )
    assert sorted(done.out.splitlines()) == [
        f"a.py:1:1: {broken}",
        "a.py:1:1: HS998 first",
        f"a.py:{FOUND}",
        f"a.py:2:9: {MESSAGE}",
        f"b.py:2:1: {broken}",
        "b.py:2:1: HS998 first",
        f"b.py:2:9: {MESSAGE}",
    ]
    debug = flake8(tmp_path / "app", "a.py", PYTHONPATH=str(packages), HOUSESTYLE_DEBUG="1")
    assert error in debug.err + debug.out
    assert "HS000" not in debug.out


def test_a_rule_file_that_cannot_be_loaded_spares_the_others(tmp_path: Path) -> None:
    rule = "flake8_housestyle/rules/hs998_broken_on_purpose.py"
    packages = packages_with(tmp_path / "lib", {rule: "import no_such_module\n"})
    write(tmp_path / "app", {"pyproject.toml": table("HS998", "HS311"), "a.py": FAULT})
    done = flake8(tmp_path / "app", "a.py", PYTHONPATH=str(packages))
    failed, found = done.out.splitlines()
    assert failed.startswith("a.py:1:1: HS000 HS998 (broken-on-purpose) failed here with Module")
    assert found == f"a.py:{FOUND}"


def test_start_up_reads_no_table_that_is_not_there_and_no_msgspec(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(FAULT)
    code = (
        "import sys; from flake8.main.cli import main; main(['--isolated', 'a.py']); "
        "print(sorted({'msgspec', 'libcst', 'mypy', 'pydantic', 'pygls'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
