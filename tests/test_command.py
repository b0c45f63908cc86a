"""`housestyle check`, run as users run it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.data import table_for
from tests.projects import FAULT, MUTABLE_DEFAULT, housestyle, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path, {"pyproject.toml": table_for(MUTABLE_DEFAULT)})


def test_the_report_is_sorted_and_marks_the_exact_ranges(project: Path) -> None:
    write(
        project,
        {
            "b.py": 'def f(é="日本", a=[], *,\tb={\n    1: 2}): ...\n',
            "a/c.py": "x = 1\n\ng = lambda a=set(): a\n",
            "clean.py": "",
        },
    )
    found = housestyle("check", cwd=project)
    assert found.out == (
        "a/c.py:3:14: HS311 (mutable-default) `set()` is shared by all calls: default to `None`\n"
        "  3 | g = lambda a=set(): a\n"
        "    |              ^^^^^\n"
        "b.py:1:17: HS311 (mutable-default) `[]` is shared by all calls: default to `None`\n"
        '  1 | def f(é="日本", a=[], *,\tb={\n'
        "    |                 ^^\n"
        "b.py:1:26: HS311 (mutable-default) `{1: 2}` is shared by all calls: default to `None`\n"
        '  1 | def f(é="日本", a=[], *,\tb={\n'
        "    |                       \t  ^\n"
        "3 findings in 2 of 3 files (3 flake8)\n"
    )
    assert (found.status, found.err) == (1, "")


def test_a_clean_project(project: Path) -> None:
    write(project, {"a.py": "", "b.pyi": ""})
    assert housestyle("check", cwd=project) == (0, "no findings in 2 files (flake8)\n", "")


def test_without_a_rule_that_is_on_it_says_so(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "[tool.housestyle]\npresets = []\n", "a.py": FAULT})
    note = "housestyle: no rule is on here: see `housestyle config`\n"
    assert housestyle("check", cwd=tmp_path) == (0, "no findings in 1 file\n", note)


def test_what_is_left_out_and_what_is_named(project: Path) -> None:
    left_out = ["node_modules/a.py", ".git/a.py", "my.egg/a.py", "env/a.py", "env/lib/a.py"]
    write(project, dict.fromkeys([*left_out, "env/pyvenv.cfg", "notes.txt", "build/a.py"], FAULT))
    assert "in 1 of 1 file (" in housestyle("check", cwd=project).out
    named = ["env/a.py", "./env/../env/a.py", "notes.txt", ".git", "build"]
    assert "4 findings in 4 of 4 files (" in housestyle("check", *named, cwd=project).out


def test_below_a_folder_only_files_are_files(project: Path) -> None:
    write(project, {"a.py": FAULT, "folder.py/b.py": FAULT})
    (project / ".#a.py").symlink_to("someone@host.1:2")
    os.mkfifo(project / "pipe.py")
    found = housestyle("check", cwd=project)
    assert (found.status, found.err) == (1, "")
    assert found.out.endswith("2 findings in 2 of 2 files (2 flake8)\n")
    gone = housestyle("check", ".#a.py", cwd=project)
    assert (gone.status, gone.err) == (2, "housestyle: .#a.py: no such file or folder\n")


def test_processes_find_the_same(project: Path) -> None:
    write(project, {f"{number}.py": FAULT for number in range(20)})
    parallel = housestyle("check", "--jobs", "2", cwd=project)
    assert "20 findings in 20 of 20 files (" in parallel.out
    assert parallel == housestyle("check", "--jobs", "1", cwd=project)


@pytest.mark.parametrize(
    ("source", "place", "reason"),
    [
        (b"def f(:\n", "bad.py:1:7", "invalid syntax"),
        (b'x = "\xe9"\n', "bad.py", "invalid or missing encoding declaration"),
        (b'\n\n\nx = "\xe9"\n', "bad.py", "not valid utf-8: put `# -*- coding: … -*-`"),
        (b"# coding: nonsense\n", "bad.py", "unknown encoding"),
        (b"x = 1\0\n", "bad.py", "source code string cannot contain null bytes"),
        (b"(" * 1000 + b")" * 1000, "bad.py:1:201", "too many nested parentheses"),
    ],
)
def test_a_file_that_cannot_be_checked(
    project: Path, source: bytes, place: str, reason: str
) -> None:
    write(project, {"good.py": FAULT})
    (project / "bad.py").write_bytes(source)
    found = housestyle("check", cwd=project)
    assert found.status == 2
    assert found.err.startswith(f"{place}: not checked: {reason}")
    assert found.err.count("\n") == 1
    assert found.out.endswith("1 finding in 1 of 2 files (1 flake8)\n")


def test_a_long_file_is_checked(project: Path) -> None:
    write(project, {"long.py": "x = 1\n" * 20_000 + FAULT})
    assert housestyle("check", cwd=project).out.startswith("long.py:20001:9: HS311")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "nope.py"), "housestyle: nope.py: no such file or folder\n"),
        (("check", "empty"), "housestyle: empty: no Python files there\n"),
        (("config", "nope.py"), "housestyle: nope.py: no such file or folder\n"),
        (
            ("explain", "mutable-defalt"),
            "housestyle: no rule is called `mutable-defalt` (did you mean `mutable-default`?)\n",
        ),
    ],
)
def test_what_does_not_exist(project: Path, arguments: tuple[str, ...], message: str) -> None:
    (project / "empty").mkdir()
    assert housestyle(*arguments, cwd=project) == (2, "", message)


def test_the_problems_of_every_table_are_told(tmp_path: Path) -> None:
    table = '[tool.housestyle]\n{} = ["HS311"]\n'
    write(tmp_path, {"one/a.py": FAULT, "one/pyproject.toml": table.format("slect")})
    write(tmp_path, {"two/a.py": FAULT, "two/pyproject.toml": table.format("ignroe")})
    status, out, err = housestyle("check", cwd=tmp_path)
    assert (status, out) == (2, "")
    assert err == (
        "one/pyproject.toml:2: unknown key `slect` in [tool.housestyle] (did you mean `select`?)\n"
        "two/pyproject.toml:2: unknown key `ignroe` in [tool.housestyle] "
        "(did you mean `ignore`?)\n"
    )


def test_each_file_has_the_settings_of_its_own_table_from_anywhere(tmp_path: Path) -> None:
    table = table_for(MUTABLE_DEFAULT)
    skipped = '[[tool.housestyle.overrides]]\nfiles = ["tests"]\nignore = ["HS311"]\n'
    write(
        tmp_path,
        {
            "on/pyproject.toml": table + skipped,
            "off/pyproject.toml": "[tool.housestyle]\npresets = []\n",
        },
    )
    write(tmp_path, dict.fromkeys(["on/a.py", "on/tests/a.py", "off/a.py"], FAULT))
    assert housestyle("check", cwd=tmp_path).out.startswith("on/a.py:1:9: HS311")
    for cwd, path in ((tmp_path / "off", "../on"), (tmp_path / "on", str(tmp_path))):
        assert "1 finding in 1 of " in housestyle("check", path, cwd=cwd).out
