"""The typed rules find the same in every mode of mypy, beside the plugin of Pydantic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.library import table
from tests.modes import MODES, app, daemon, found
from tests.mypy_probe import Project, need_support

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
MODULES = {"models": MODELS, "service": SERVICE, "main": MAIN}
RULES = ("HS101", "HS401", "HS454")
OLD_API = ("app/service.py:5:12", "legacy-pydantic-api")
EXTERNAL = ("app/service.py:8:12", "unvalidated-external-data")
BLOCKING = ("app/main.py:3:12", "blocking-call-in-async")
EXPECTED = [BLOCKING, OLD_API, EXTERNAL]
MOVED = [("app/service.py:6:12", OLD_API[1]), ("app/service.py:9:12", EXTERNAL[1])]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return app(tmp_path / "project", MODULES, table(*RULES))


@pytest.mark.parametrize("flags", MODES, ids=str)
def test_runs(project: Project, flags: list[str]) -> None:
    need_support(*flags)
    run = ("mypy", *flags, "app")
    assert found(project, *run) == EXPECTED
    assert found(project, *run) == EXPECTED
    project.write(models=NO_MODEL)
    assert found(project, *run) == [BLOCKING, EXTERNAL]
    project.write(models=MODELS)
    assert found(project, *run) == EXPECTED
    project.write(service=f"# moved\n{SERVICE}")
    assert found(project, *run) == [BLOCKING, *MOVED]


def test_the_daemon(project: Project) -> None:
    with daemon(project) as ask:
        assert ask("run", "--", "app") == EXPECTED
        project.write(models=NO_MODEL)
        assert ask("recheck") == [BLOCKING, EXTERNAL]
        project.write(models=MODELS, main="")
        assert ask("recheck") == [OLD_API, EXTERNAL]
        project.write(main=MAIN)
        assert ask("run", "--", "app") == EXPECTED


def test_both_engines_together_say_each_thing_once(project: Project) -> None:
    flake8 = project.run("flake8", "--isolated", "--select=HS", "app")
    places = re.findall(r"^(.+?:\d+:\d+): (HS\d+)", flake8.out, re.MULTILINE)
    assert places == [("app/service.py:13:16", "HS101")]
    alone = table(*RULES, extra='engines = ["mypy"]\n')
    (project.folder / "pyproject.toml").write_text(alone)
    own = ("app/service.py:13:16", BLOCKING[1])
    assert found(project, "mypy", "app") == sorted([*EXPECTED, own])
