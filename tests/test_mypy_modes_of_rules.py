"""The typed rules find the same in every mode of mypy, beside the plugin of Pydantic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from housestyle_core.catalogue import rules
from tests.library import ROOT, table
from tests.mypy_probe import Project, lines, need_support
from tests.projects import write

if TYPE_CHECKING:
    from pathlib import Path

MODELS = """\
from pydantic import BaseModel
class User(BaseModel):
    name: str = ""
"""
NO_MODEL = """\
class User:
    def dict(self) -> object:
        return self
"""
SERVICE = """\
import json
from pathlib import Path
from app.models import User
def dump(user: User) -> object:
    return user.dict()
def read(text: str) -> str:
    data = json.loads(text)
    return data["name"]
class Store:
    def __init__(self, path: Path) -> None:
        self.path = path
    async def load(self) -> str:
        return self.path.read_text()
"""
MAIN = """\
from app.service import Store
async def main(store: Store) -> str:
    return store.path.read_text()
"""
FILES = {
    "pyproject.toml": table("HS101", "HS401", "HS454"),
    "mypy.ini": "[mypy]\nplugins = mypy_housestyle, pydantic.mypy\nshow_column_numbers = true\n",
    "app/__init__.py": "",
    "app/models.py": MODELS,
    "app/service.py": SERVICE,
    "app/main.py": MAIN,
}


OLD_API = ("app/service.py:5:12", "HS401")
EXTERNAL = ("app/service.py:8:12", "HS454")
BLOCKING = ("app/main.py:3:12", "HS101")
EXPECTED = {OLD_API, EXTERNAL, BLOCKING}
FLAGS = [[], ["--no-native-parser"], ["--cache-fine-grained"], ["-n2"]]


def found(out: str) -> set[tuple[str, str]]:
    """The place and the rule of each line that mypy or its daemon printed."""
    codes = {rule.mypy_code: code for code, rule in rules().items()}
    matches = [re.fullmatch(r"(.+?): error: .*  \[([a-z-]+)\]", line) for line in lines(out)]
    pairs = [(match[1], codes[match[2]]) for match in matches if match]
    assert len(pairs) == len(matches), out
    return set(pairs)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(write(tmp_path / "project", FILES), ROOT)


@pytest.mark.parametrize("flags", FLAGS, ids=str)
def test_runs(project: Project, flags: list[str]) -> None:
    need_support(*flags)

    def check() -> set[tuple[str, str]]:
        done = project.run("mypy", *flags, "app")
        assert done.err == ""
        return found(done.out)

    assert check() == EXPECTED
    assert check() == EXPECTED
    project.write(models=NO_MODEL)
    assert check() == {EXTERNAL, BLOCKING}
    project.write(models=MODELS)
    assert check() == EXPECTED
    project.write(service=f"# moved\n{SERVICE}")
    assert check() == {("app/service.py:6:12", "HS401"), ("app/service.py:9:12", "HS454"), BLOCKING}


def test_the_daemon(project: Project) -> None:
    def ask(*command: str) -> set[tuple[str, str]]:
        done = project.run("mypy.dmypy", "--status-file=status.json", *command)
        assert done.err == ""
        return found(done.out)

    try:
        assert ask("run", "--", "app") == EXPECTED
        project.write(models=NO_MODEL)
        assert ask("recheck") == {EXTERNAL, BLOCKING}
        project.write(models=MODELS, main="")
        assert ask("recheck") == {OLD_API, EXTERNAL}
        project.write(main=MAIN)
        assert ask("run", "--", "app") == EXPECTED
    finally:
        project.run("mypy.dmypy", "--status-file=status.json", "stop")


def test_both_engines_together_say_each_thing_once(project: Project) -> None:
    flake8 = project.run("flake8", "--isolated", "--select=HS", "app")
    places = re.findall(r"^(.+?:\d+:\d+): (HS\d+)", flake8.out, re.MULTILINE)
    assert places == [("app/service.py:13:16", "HS101")]
    alone = table("HS101", "HS401", "HS454", extra='engines = ["mypy"]\n')
    (project.folder / "pyproject.toml").write_text(alone)
    done = project.run("mypy", "app")
    assert found(done.out) == {*EXPECTED, ("app/service.py:13:16", "HS101")}
