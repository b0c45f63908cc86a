"""A file gets the same settings from whatever engine asks, and wherever it runs."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

import pytest

from tests.engines import run
from tests.library import packages_with
from tests.projects import write

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TOLD = '''"""What a rule is given"""
from typing import NamedTuple

class Options(NamedTuple):
    word: str = "unset"
    words: tuple[str, ...] = ()
    count: int = 0

def told(options, settings, relative):
    version = ".".join(map(str, settings.target_python.value))
    layers = ",".join(settings.layers.value)
    party = ",".join(settings.first_party.value)
    said = f"{options.word}|{options.words}|{options.count}"
    return f"{relative} {said} {version} {layers} {party}"
'''
FLAKE8_HALF = '''"""Tell"""
import ast
from housestyle_core.finding import Finding
from housestyle_core.told import Options, told

def check(node: ast.Pass, context, options: Options):
    yield Finding(node, "told: " + told(options, context.file.settings, context.file.relative))
'''
MYPY_HALF = '''"""Tell"""
from mypy.nodes import FuncDef
from housestyle_core.told import Options, told
from mypy_housestyle.report import Finding

def check(node: FuncDef, context, options: Options):
    yield Finding(node, "told: " + told(options, context.settings, context.relative))
'''
HALF = "{}/rules/hs997_tell_settings.py"
RULE_FILES = {
    "housestyle_core/told.py": TOLD,
    HALF.format("flake8_housestyle"): FLAKE8_HALF,
    HALF.format("mypy_housestyle"): MYPY_HALF,
}
OUTER = """\
[project]
requires-python = ">=3.12"
[tool.housestyle]
presets = []
select = ["HS997"]
[tool.housestyle.rules.tell-settings]
word = "outer"
[[tool.housestyle.overrides]]
files = ["tests/**"]
[tool.housestyle.overrides.rules.HS997]
words = ["a", "b"]
[[tool.housestyle.overrides]]
files = ["tests/unit"]
rules.tell-settings = { word = "unit", count = 3 }
"""
INNER = """\
[tool.housestyle]
presets = []
select = ["tell-settings"]
first-party = ["mine"]
target-python = "3.13"
layers = { edge = ["**/edge_*.py"] }
[[tool.housestyle.overrides]]
files = ["edge_*.py"]
ignore = ["HS997"]
"""
SOURCE = "def f() -> None:\n    pass\n"
FILES = {
    "pyproject.toml": OUTER,
    "one.py": SOURCE,
    "tests/two.py": SOURCE,
    "tests/unit/three.py": SOURCE,
    "services/inner/pyproject.toml": INNER,
    "services/inner/deep/four.py": SOURCE,
    "services/inner/edge_five.py": SOURCE,
    "services/passed_over/pyproject.toml": "[project]\nname = 'housestyle-user'\n",
    "services/passed_over/six.py": SOURCE,
}
LAYERS = "router,service,repository"
WANTED = {
    "one.py": f"one.py outer|()|0 3.12 {LAYERS} one",
    "tests/two.py": f"tests/two.py outer|('a', 'b')|0 3.12 {LAYERS} one",
    "tests/unit/three.py": f"tests/unit/three.py unit|('a', 'b')|3 3.12 {LAYERS} one",
    "services/inner/deep/four.py": "deep/four.py unset|()|0 3.13 edge mine",
    "services/inner/edge_five.py": None,
    "services/passed_over/six.py": f"services/passed_over/six.py outer|()|0 3.12 {LAYERS} one",
}
FOLDERS = (".", "services/inner", "tests", "../elsewhere")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(packages_with(tmp_path_factory.mktemp("library"), RULE_FILES))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "elsewhere").mkdir()
    return write(tmp_path / "root", FILES)


def told(lines: Iterable[tuple[str, str]], cwd: Path, root: Path) -> dict[str, str]:
    """From the pairs of path and message that an engine printed in `cwd`, by path below `root`."""
    return {
        os.path.relpath(cwd / path, root): message.partition("told: ")[2] for path, message in lines
    }


FOUND = {name: message for name, message in WANTED.items() if message}


@pytest.mark.parametrize("folder", FOLDERS)
def test_flake8_by_path(root: Path, library: str, folder: str) -> None:
    cwd = root / folder
    relative = [os.path.relpath(root / name, cwd) for name in WANTED]
    for paths in (relative, [str(root)]):
        done = run("flake8", "--isolated", "--select=HS", *paths, cwd=cwd, PYTHONPATH=library)
        pairs = re.findall(r"^(.+?):\d+:\d+: HS997 (.*)$", done.out, re.MULTILINE)
        assert told(pairs, cwd, root) == FOUND, done.err


@pytest.mark.parametrize("name", WANTED)
def test_flake8_on_standard_input(root: Path, library: str, name: str) -> None:
    shown_in = {folder: os.path.relpath(root / name, root / folder) for folder in FOLDERS[1:]}
    for folder, shown in {**shown_in, ".": str(root / name)}.items():
        arguments = ("--isolated", "--select=HS", f"--stdin-display-name={shown}", "-")
        done = run("flake8", *arguments, cwd=root / folder, stdin=SOURCE, PYTHONPATH=library)
        wanted = f"{shown}:2:5: HS997 told: {WANTED[name]}\n" if WANTED[name] else ""
        assert (done.out, done.err) == (wanted, "")


@pytest.mark.parametrize("folder", FOLDERS)
def test_mypy(root: Path, library: str, folder: str) -> None:
    cwd = root / folder
    (cwd / "mypy.ini").write_text("[mypy]\nplugins = mypy_housestyle\n")
    relative = [os.path.relpath(root / name, cwd) for name in WANTED]
    for paths in (relative, [str(root / name) for name in WANTED]):
        arguments = ("--config-file=mypy.ini", "--output=json", "--cache-dir=.cache")
        done = run("mypy", *arguments, *paths, cwd=cwd, PYTHONPATH=library)
        items = [json.loads(line) for line in done.out.splitlines() if line.startswith("{")]
        pairs = ((item["file"], item["message"]) for item in items)
        assert told(pairs, cwd, root) == FOUND, done


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_command(root: Path, library: str, folder: str) -> None:
    cwd = root / folder
    done = run("housestyle_core.cli", "check", str(root), cwd=cwd, PYTHONPATH=library)
    messages = re.findall(r"told: (.*?)(?: \[.*)?$", done.out, re.MULTILINE)
    assert sorted(messages) == sorted([*FOUND.values()] * 2), done
