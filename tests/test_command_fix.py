"""`housestyle fix`, run as users run it, and what becomes of the bytes of files."""

from __future__ import annotations

import ast  # noqa: TC003 (the annotation of a `fix` is evaluated)
import os
import signal
import stat
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import libcst
import pytest

from housestyle_core.catalogue import rules
from housestyle_core.cli import main
from housestyle_core.fix.edit import Edit, Fix
from housestyle_core.fix.file import read_file, replace_file
from housestyle_core.fix.passes import Fixed, fix_text
from housestyle_core.tree.source import UnreadableError
from tests.projects import COMMAND, apply_patch, heeded_interrupts, housestyle, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from housestyle_core.fix.place import Place

TABLE = """\
[tool.housestyle]
presets = []
select = ["HS101", "HS205", "HS311", "HS701"]
target-python = "3.12"
engines = ["flake8"]
"""
OLD = "from typing import List\n\nx: List[int]\n"
NEW = "x: list[int]\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path, {"pyproject.toml": TABLE})


def test_files_are_repaired_and_counted_by_rule(project: Path) -> None:
    slow = "import time\n\nasync def f(a=[]):\n    time.sleep(1)\n    print(a)\n"
    write(project, {"a.py": OLD, "b/c.py": OLD + slow, "clean.py": "x = 1\n"})
    found = housestyle("fix", cwd=project)
    assert found.out == (
        "HS101 blocking-call-in-async: 1 fixed in 1 file\n"
        "HS205 builtin-generics: 2 fixed in 2 files\n"
        "HS311 mutable-default: 1 with --unsafe\n"
        "3 findings fixed in 2 of 3 files\n"
    )
    assert (found.status, found.err) == (0, "")
    assert (project / "a.py").read_text() == NEW
    again = housestyle("fix", cwd=project)
    assert again.out == "HS311 mutable-default: 1 with --unsafe\nnothing to fix in 3 files\n"
    unsafe = housestyle("fix", "--unsafe", cwd=project)
    assert unsafe.out == (
        "HS311 mutable-default: 1 fixed in 1 file\n1 finding fixed in 1 of 3 files\n"
    )


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_nothing_is_written_where_only_the_answer_is_wanted(project: Path, option: str) -> None:
    write(project, {"a.py": OLD})
    assert housestyle("fix", option, cwd=project).status == 1
    assert (project / "a.py").read_text() == OLD
    write(project, {"a.py": NEW})
    assert housestyle("fix", option, cwd=project).status == 0


def test_a_diff_is_a_patch(project: Path) -> None:
    write(project, {"a.py": OLD.removesuffix("\n"), "b.py": OLD.replace("\n", "\r\n")})
    shown = housestyle("fix", "--diff", cwd=project)
    assert shown.err == (
        "HS205 builtin-generics: 2 would be fixed in 2 files\n"
        "2 findings would be fixed in 2 of 2 files\n"
    )
    assert "\\ No newline at end of file" in shown.out
    before = {name: (project / name).read_bytes() for name in ("a.py", "b.py")}
    housestyle("fix", cwd=project)
    fixed = {name: (project / name).read_bytes() for name in before}
    for name, content in before.items():
        (project / name).write_bytes(content)
    command = [sys.executable, "-m", COMMAND, "fix", "--diff"]
    patch = subprocess.run(command, cwd=project, stdout=subprocess.PIPE, check=False).stdout
    subprocess.run(["git", "apply", "-p0", "-"], cwd=project, input=patch, check=True)
    assert {name: (project / name).read_bytes() for name in before} == fixed


def test_only_the_selected_rules(project: Path) -> None:
    source = OLD + "def f(a=[]): ...\n"
    write(project, {"a.py": source})
    found = housestyle("fix", "--unsafe", "--select=mutable-default", cwd=project)
    assert (project / "a.py").read_text() == OLD + "def f(a=None): ...\n"
    assert "HS205" not in found.out
    assert housestyle("fix", "--select=HS2,HS311", cwd=project).status == 0
    assert (project / "a.py").read_text() == NEW + "def f(a=None): ...\n"
    wrong = housestyle("fix", "--select=mutable-defalt", cwd=project)
    assert (wrong.status, "mutable-default" in wrong.err) == (2, True)


def test_comments_suppress(project: Path) -> None:
    kept = OLD.replace("int]", "int]  # noqa: HS205")
    write(project, {"a.py": kept, "b.py": f"# flake8: noqa\n{OLD}"})
    assert housestyle("fix", cwd=project).out == "nothing to fix in 2 files\n"
    assert (project / "a.py").read_text() == kept


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (OLD.replace("\n", "\r\n").encode(), NEW.replace("\n", "\r\n").encode()),
        (b"\xef\xbb\xbf" + OLD.encode(), b"\xef\xbb\xbf" + NEW.encode()),
        (OLD.removesuffix("\n").encode(), NEW.removesuffix("\n").encode()),
        (
            b"# coding: latin-1\nfrom typing import List\r\nx: List[int] # \xe9\ny = 1\r",
            b"# coding: latin-1\nx: list[int] # \xe9\ny = 1\r",
        ),
        (
            b"async def f():\r\n    import time\r\n    time.sleep(\r\n      1)\n",
            b"import asyncio\r\n\r\n\r\nasync def f():\r\n    await asyncio.sleep(\r\n      1)\n",
        ),
        (
            b'from typing import List\nx: List["\xe6\x97\xa5"]; \xc3\xa9: List[int]\n\x0c\n',
            b'x: list["\xe6\x97\xa5"]; \xc3\xa9: list[int]\n\x0c\n',
        ),
    ],
    ids=["CRLF", "byte order mark", "no last line end", "Latin-1 and mixed", "inserted", "UTF-8"],
)
def test_bytes_that_were_not_to_be_fixed_stay(project: Path, before: bytes, after: bytes) -> None:
    (project / "a.py").write_bytes(before)
    found = housestyle("fix", cwd=project)
    assert (found.status, found.err) == (0, "")
    assert (project / "a.py").read_bytes() == after


def test_fixes_that_overlap_are_made_one_after_the_other(project: Path) -> None:
    old = (
        "import time\nfrom typing import Dict, List, Optional, Union\n\n\n"
        "async def f(a: Optional[List[Union[int, Dict[str, Optional[int]]]]]) -> None:\n"
        "    time.sleep(time.sleep(1) or 2)\n"
    )
    new = (
        "import asyncio\n\n\n"
        "async def f(a: list[int | dict[str, int | None]] | None) -> None:\n"
        "    await asyncio.sleep(await asyncio.sleep(1) or 2)\n"
    )
    table = TABLE.replace('"HS205"', '"HS203", "HS204", "HS205"')
    write(project, {"pyproject.toml": table, "a.py": old})
    found = housestyle("fix", cwd=project)
    assert found.out.endswith("\n7 findings fixed in 1 of 1 file\n")
    assert (project / "a.py").read_text() == new
    assert housestyle("fix", cwd=project).out == "nothing to fix in 1 file\n"


def test_libcst_sees_nothing_of_a_file_without_a_finding(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = "import time\n\nasync def {}():\n    time.sleep({})\n"
    clean = slow.format("clean", 2).replace("async ", "")
    write(project, {"a.py": slow.format("a", 1), "clean.py": clean})
    seen: list[str] = []
    for name in ("parse_expression", "parse_statement", "parse_module"):
        parse = getattr(libcst, name)
        spy = partial(_noting, seen, parse)
        monkeypatch.setattr(libcst, name, spy)
    assert main(["fix", "--jobs=1", str(project)]) == 0
    assert "asyncio" in (project / "a.py").read_text()
    assert seen
    assert not [source for source in seen if "clean" in source or "2" in source]
    assert (project / "clean.py").read_text() == clean


def _noting(seen: list[str], parse: Callable[..., object], source: str) -> object:
    seen.append(source)
    return parse(source)


def test_what_cannot_be_fixed_is_reported_and_left(project: Path) -> None:
    write(project, {"a.py": OLD, "b.py": f"def\n{OLD}"})
    found = housestyle("fix", cwd=project)
    assert found.status == 2
    assert found.err == "b.py: not fixed: invalid syntax\n"
    assert (project / "a.py").read_text() == NEW


def test_mode_and_links_are_kept(project: Path) -> None:
    write(project, {"real/script.txt": OLD})
    (project / "real" / "script.txt").chmod(0o754)
    (project / "a.py").symlink_to("real/script.txt")
    assert housestyle("fix", cwd=project).status == 0
    assert (project / "a.py").is_symlink()
    assert (project / "real" / "script.txt").read_text() == NEW
    assert stat.S_IMODE((project / "real" / "script.txt").stat().st_mode) == 0o754
    assert os.listdir(project / "real") == ["script.txt"]


def test_a_file_that_changed_meanwhile_is_left(project: Path) -> None:
    path = project / "a.py"
    path.write_text(OLD)
    old = read_file(str(path))
    path.write_text("y = 1\n")
    with pytest.raises(UnreadableError, match="changed meanwhile"):
        replace_file(old, NEW)
    assert path.read_text() == "y = 1\n"


def test_the_command_leaves_a_file_that_changed_while_it_was_fixed(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"a.py": OLD, "b.py": OLD})

    def fix_while_it_is_edited(path: str, *arguments: Any) -> Fixed:
        if path.endswith("a.py"):
            (project / "a.py").write_text("y = 1\n")
        return fix_text(path, *arguments)

    monkeypatch.setattr("housestyle_core.command.fix.fix_text", fix_while_it_is_edited)
    assert main(["fix", "--jobs=1", str(project)]) == 2
    assert "a.py: not fixed: changed meanwhile\n" in capsys.readouterr().err
    assert (project / "a.py").read_text() == "y = 1\n"
    assert (project / "b.py").read_text() == NEW


def test_a_file_is_whole_whatever_stops_the_writing(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project / "a.py"
    path.write_text(OLD)

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace_file(read_file(str(path)), NEW)
    assert path.read_text() == OLD
    assert sorted(os.listdir(project)) == ["a.py", "pyproject.toml"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupt_leaves_each_file_old_or_new(project: Path, jobs: int) -> None:
    write(project, {f"{number}.py": OLD * 40 for number in range(150)})
    command = [sys.executable, "-m", COMMAND, "fix", f"--jobs={jobs}"]
    with heeded_interrupts():
        process = subprocess.Popen(
            command, cwd=project, stdout=subprocess.PIPE, start_new_session=True
        )
    while process.poll() is None and (project / "0.py").read_text() == OLD * 40:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    process.communicate()
    assert process.returncode != 0
    texts = {number: (project / f"{number}.py").read_text() for number in range(150)}
    assert all(text.endswith("\n") and text.count("x: ") == 40 for text in texts.values())
    names = {f"{number}.py" for number in range(150)} | {"pyproject.toml"}
    assert {name for name in os.listdir(project) if not name.startswith(".")} == names


def test_without_libcst_it_says_what_to_install(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"a.py": OLD})
    monkeypatch.setattr("housestyle_core.command.fix.find_spec", lambda _: None)
    assert main(["fix", str(project)]) == 2
    assert 'pip install "flake8-housestyle[fix]"' in capsys.readouterr().err
    assert (project / "a.py").read_text() == OLD


def _invalid(node: ast.Name, _: Place) -> Fix:
    return Fix((Edit(node, "int]; y = ("),))


def _too_much(node: ast.Name, _: Place) -> Fix:
    return Fix((Edit(node, "list[int]; y = dict"),))


def _endless(node: ast.Name, _: Place) -> Fix:
    return Fix((Edit(node, "List"),))


def _failing(node: ast.Name, _: Place) -> Fix:
    raise KeyError(node.id)


@pytest.mark.parametrize(
    ("fix", "reason"),
    [
        (_invalid, "gives no valid Python"),
        (_too_much, "changes more than it says"),
        (_endless, "never comes to an end"),
        (_failing, "failed in line 3 with KeyError"),
    ],
)
def test_a_fix_that_fails_leaves_the_file_and_names_the_rule(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fix: Callable[[ast.Name, Place], Fix],
    reason: str,
) -> None:
    write(project, {"a.py": OLD})
    monkeypatch.setattr(rules()["HS205"].load("flake8"), "fix", fix)
    assert main(["fix", "--jobs=1", str(project / "a.py")]) == 2
    error = capsys.readouterr().err
    assert "not fixed: a fix of HS205 " in error
    assert reason in error
    assert (project / "a.py").read_text() == OLD


def test_processes_fix_the_same(project: Path) -> None:
    write(project, {f"{number}.py": OLD for number in range(20)})
    found = housestyle("fix", "--jobs=2", cwd=project)
    assert found.out.endswith("20 findings fixed in 20 of 20 files\n")
    assert {(project / f"{number}.py").read_text() for number in range(20)} == {NEW}


def test_what_mypy_finds_is_fixed_where_it_says(tmp_path: Path) -> None:
    table = '[tool.housestyle]\npresets = []\nselect = ["HS101"]\n'
    jobs = "import queue\n\nclass Jobs(queue.Queue[str]): ...\n"
    source = (
        "from jobs import Jobs\n\n\nasync def f(a: Jobs) -> str:\n"
        "    return a.get()  # type: ignore[hs-blocking-call-in-async]\n\n\n"
        "async def g(a: Jobs) -> str:\n"
        "    return min(a.get(), 'a') + a.get(timeout=1).strip()\n"
    )
    write(tmp_path, {"pyproject.toml": table, "jobs.py": jobs, "main.py": source})
    waiting = housestyle("fix", cwd=tmp_path).out
    assert "HS101 blocking-call-in-async: 1 with --unsafe" in waiting, "mypy says it once a line"
    checked = housestyle("fix", "--unsafe", "--check", cwd=tmp_path)
    assert "HS101 blocking-call-in-async: 2 would be fixed in 1 file" in checked.out
    shown = housestyle("fix", "--unsafe", "--diff", cwd=tmp_path)
    assert (tmp_path / "main.py").read_text() == source
    found = housestyle("fix", "--unsafe", cwd=tmp_path)
    assert "HS101 blocking-call-in-async: 2 fixed in 1 file" in found.out
    fixed = "import asyncio\n\n" + source.replace(
        "min(a.get(), 'a') + a.get(timeout=1)",
        "min(await asyncio.to_thread(a.get), 'a') + (await asyncio.to_thread(a.get, timeout=1))",
    )
    assert (tmp_path / "main.py").read_text() == fixed
    write(tmp_path, {"main.py": source})
    apply_patch(shown.out, tmp_path)
    assert (tmp_path / "main.py").read_text() == fixed


def test_a_method_is_renamed_only_where_mypy_knows_a_model(tmp_path: Path) -> None:
    table = '[tool.housestyle]\npresets = []\nselect = ["HS401"]\n'
    models = "from pydantic import BaseModel\n\n\nclass User(BaseModel):\n    name: str\n"
    source = (
        "from models import User\n\n\n"
        "class Row:\n    def dict(self) -> dict[str, int]:\n        return {}\n\n\n"
        "def out(users: list[User], row: Row, other) -> list[object]:\n"
        "    return [users[0].dict(), row.dict(), other.dict(), users[1].copy(deep=True)]\n\n\n"
        "class Admin(User):\n    class Config:\n        orm_mode = True\n"
    )
    write(tmp_path, {"pyproject.toml": table, "models.py": models, "main.py": source})
    assert housestyle("fix", "--check", cwd=tmp_path).status == 1
    found = housestyle("fix", cwd=tmp_path)
    assert "HS401 legacy-pydantic-api: 3 fixed in 1 file" in found.out
    wanted = source.replace("users[0].dict()", "users[0].model_dump()")
    wanted = wanted.replace("copy(deep=True)", "model_copy(deep=True)")
    wanted = wanted.replace(
        "class Config:\n        orm_mode = True", "model_config = ConfigDict(from_attributes=True)"
    ).replace("from models", "from pydantic import ConfigDict\n\nfrom models")
    assert (tmp_path / "main.py").read_text() == wanted


def test_mypy_does_not_run_where_only_flake8_is_asked_for(tmp_path: Path) -> None:
    table = '[tool.housestyle]\npresets = []\nselect = ["HS101"]\n'
    write(tmp_path, {"pyproject.toml": table, "a.py": "x: int = ''\ndef\n"})
    found = housestyle("fix", "--engine=flake8", cwd=tmp_path)
    assert (found.status, found.err) == (2, "a.py: not fixed: invalid syntax\n")
    assert "mypy stopped" in housestyle("fix", cwd=tmp_path).err
