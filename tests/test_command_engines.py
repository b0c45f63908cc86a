"""`housestyle check` with both engines, as mypy is configured, and without mypy."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from housestyle_core.catalogue import rules
from housestyle_core.command.report import merged
from housestyle_core.finding import Diagnostic
from tests.library import packages_with, table
from tests.projects import FAULT, housestyle, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.engines import Result

TYPED_RULE = '''"""Argument

## Bad
    def f(a: int): ...

## Good
    def f(): ...
"""
from mypy.nodes import FuncDef
from mypy_housestyle.report import Finding

def check(node: FuncDef, context):
    for argument in node.arguments:
        if argument.type_annotation is not None:
            yield Finding(argument, f"`{argument.variable.name}` is an argument: drop it")
'''
TYPED = "def f(\n    one: int,\n): ...\n"
REPORT = """\
plain.py:1:9: HS311 (mutable-default) `[]` is shared by all calls: default to `None`
  1 | def f(a=[]): ...
    |         ^^
typed.py:2:5: HS999 (any-argument) `one` is an argument: drop it
  2 |     one: int,
    |     ^^^^^^^^
2 findings in 2 of 2 files (1 flake8, 1 mypy)
"""
MYPY_INI = """\
[mypy]
exclude = typed
cache_dir = kept
warn_unused_configs = true
[mypy-unused]
"""
INSTALL = (
    "housestyle: mypy is not installed, so rules that need types did not run: "
    'pip install "flake8-housestyle[mypy]"\n'
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The packages with a typed rule that only this test has, HS999."""
    rule = {"mypy_housestyle/rules/hs999_any_argument.py": TYPED_RULE}
    return str(packages_with(tmp_path_factory.mktemp("library"), rule))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A finding for each engine, and no configuration of mypy."""
    files = {"pyproject.toml": table("HS311", "HS999"), "plain.py": FAULT, "typed.py": TYPED}
    return write(tmp_path, files)


def check(project: Path, library: str, *arguments: str) -> Result:
    return housestyle("check", *arguments, cwd=project, PYTHONPATH=library)


def test_both_engines_in_one_report(project: Path, library: str) -> None:
    assert check(project, library) == (1, REPORT, "")
    assert check(project, library) == (1, REPORT, "")
    write(project, {"mypy.ini": "[mypy]\nplugins = mypy_housestyle\npretty = true\n"})
    assert check(project, library) == (1, REPORT, "")


def test_one_engine_alone(project: Path, library: str) -> None:
    typed = check(project, library, "--engine=mypy").out
    assert typed.endswith("1 finding in 1 of 2 files (1 mypy)\n")
    plain = check(project, library, "--engine=flake8").out
    assert plain.endswith("1 finding in 1 of 2 files (1 flake8)\n")


def test_lines_that_are_not_ascii_lose_no_finding(project: Path, library: str) -> None:
    wide = "日本" * 20
    write(project, {"typed.py": f"def f(a='{wide}', b: int = 1, *, c: int) -> None: ...\n"})
    found = check(project, library, "typed.py").out
    assert found.count(": HS999 (any-argument) ") == 2


def test_comments_of_mypy_suppress(project: Path, library: str) -> None:
    write(project, {"typed.py": "def f(a: int): ...  # type: ignore[hs-any-argument]\n"})
    assert check(project, library, "typed.py").status == 0


def test_mypy_is_run_as_the_project_has_it_configured(project: Path, library: str) -> None:
    write(project, {"mypy.ini": MYPY_INI})
    excluded = check(project, library)
    assert excluded.out.endswith("1 finding in 1 of 2 files (1 flake8, 0 mypy)\n")
    assert (project / "kept").is_dir()
    named = check(project, library, "typed.py")
    assert named.out.endswith("1 finding in 1 of 1 file (0 flake8, 1 mypy)\n")
    assert named.err == ""


def test_what_is_imported_is_checked_only_where_it_was_asked_for(
    project: Path, library: str
) -> None:
    write(project, {"user.py": "import typed\n"})
    assert check(project, library, "user.py") == (0, "no findings in 1 file (flake8, mypy)\n", "")


def test_what_stops_mypy_is_told(project: Path, library: str) -> None:
    write(project, {"one/same.py": "", "two/same.py": ""})
    found = check(project, library)
    assert found.status == 2
    assert found.out.endswith("1 finding in 1 of 4 files (1 flake8, 0 mypy)\n")
    stopped = f"mypy stopped in {project}, so rules that need types did not run:\n"
    assert found.err.startswith(f'{stopped}  two/same.py: error: Duplicate module named "same"')


def test_a_cache_that_cannot_be_written_is_told(project: Path, library: str) -> None:
    write(project, {"mypy.ini": "[mypy]\ncache_dir = plain.py/cache\n"})
    found = check(project, library, "--engine=mypy")
    stopped = f"mypy stopped in {project}, so rules that need types did not run:\n"
    assert found.status == 2
    assert found.err == f"{stopped}  plain.py/cache: Not a directory\n"


def test_an_error_that_stops_mypy_has_its_line_and_column(project: Path, library: str) -> None:
    write(project, {"broken.py": "def f(:\n"})
    assert "\n  broken.py:1:8: error: " in check(project, library, "--engine=mypy").err


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such file names")
def test_a_file_name_that_is_not_utf_8_is_told(project: Path, library: str) -> None:
    (project / os.fsdecode(b"caf\xe9.py")).write_text("x = 1\n")
    found = check(project, library)
    assert found.status == 2
    assert found.out.endswith("1 finding in 1 of 3 files (1 flake8, 0 mypy)\n")
    assert found.err.endswith("mypy needs file names in UTF-8: rename caf\\udce9.py\n")


NOISY_PLUGIN = """\
import os
from mypy.plugin import Plugin
os.write(1, b"noise\\n")
print("more noise")
plugin = lambda version: Plugin
"""


@pytest.mark.parametrize("workers", ["", "num_workers = 2\n"])
def test_what_another_plugin_prints_is_passed_on(
    project: Path, library: str, workers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    ini = f"[mypy]\nplugins = mypy_housestyle, noisy.py\n{workers}"
    write(project, {"mypy.ini": ini, "noisy.py": NOISY_PLUGIN})
    found = check(project, library, "plain.py", "typed.py")
    assert (found.status, found.out) == (1, REPORT)
    assert {"noise", "more noise"} == set(found.err.splitlines())


def test_each_project_of_a_repository_has_its_own_run_of_mypy(project: Path, library: str) -> None:
    files = {"pyproject.toml": table("HS999") + "[tool.mypy]\n", "typed.py": TYPED}
    for name in ("one", "two"):
        write(project / "all" / name, files)
    write(
        project / "all/three", {**files, "pyproject.toml": table("HS999") + 'engines = ["flake8"]'}
    )
    found = check(project, library, "all")
    assert (found.status, found.err) == (1, "")
    assert found.out.endswith("2 findings in 2 of 3 files (2 mypy)\n")


def test_without_mypy(project: Path, library: str) -> None:
    stub = write(project / "stub", {"sitecustomize.py": "import sys\nsys.modules['mypy'] = None\n"})
    path = os.pathsep.join((str(stub), library))
    found = check(project, path, "plain.py", "typed.py")
    assert (found.status, found.err) == (1, INSTALL)
    assert found.out.endswith("1 finding in 1 of 2 files (1 flake8)\n")
    assert check(project, path, "typed.py") == (0, "no findings in 1 file (flake8)\n", INSTALL)
    assert check(project, path, "typed.py", "--engine=mypy") == (2, "", INSTALL)
    for arguments in (("explain", "HS999"), ("config",), ("rules",)):
        assert housestyle(*arguments, cwd=project, PYTHONPATH=path).status == 0


def test_the_same_place_is_reported_once() -> None:
    one = Diagnostic("a.py", 1, 1, 1, 2, rules()["HS311"], "one fault")
    other = one._replace(message="another fault")
    later = one._replace(line=2)
    found = merged({"flake8": [one, other, one], "mypy": [later, one._replace(message="same")]})
    assert found == [("flake8", other), ("flake8", one), ("mypy", later)]
