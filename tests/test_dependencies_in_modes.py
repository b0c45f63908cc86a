"""HS460 finds the same in every mode of mypy when what a dependency gives changes elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.library import ROOT, table
from tests.mypy_probe import Project, lines, need_support
from tests.projects import write

if TYPE_CHECKING:
    from pathlib import Path

MODELS = """\
class User: ...
class Item: ...
"""
DEPS = """\
from collections.abc import AsyncIterator
from app.models import {gives}
def plain() -> {gives}:
    return {gives}()
class Backend:
    async def __call__(self) -> AsyncIterator[{gives}]:
        yield {gives}()
    async def one(self) -> {gives}:
        return {gives}()
class Kind({gives}): ...
"""
MADE = """\
from app.deps import Backend, plain
backend = Backend()
again = plain
"""
API = """\
from typing import Annotated
from fastapi import Depends
from app import deps, made
from app.deps import Backend, plain
from app.made import again, backend
from app.models import User
Alias = Annotated[User, Depends(plain)]
ByModule = Annotated[User, Depends(deps.plain)]
def defaults(
    one: User = Depends(plain),
    two: User = Depends(deps.plain),
    three: User = Depends(backend),
    four: User = Depends(made.backend.one),
    five: User = Depends(deps.Kind),
) -> None: ...
def annotated(
    one: Annotated[User, Depends(plain)],
    two: Annotated[User, Depends(made.again)],
    three: Annotated[User, Depends(backend)],
    four: Annotated[User, Depends(made.backend.one)],
    five: Annotated[User, Depends(again)],
    six: Annotated[User, Depends(deps.Kind)],
    seven: Annotated[User, Depends(Backend())],
) -> None: ...
def by_module(one: Annotated[User, Depends(deps.plain)]) -> None: ...
"""
RIGHT = DEPS.format(gives="User")
WRONG = (
    f"{DEPS.format(gives='Item')}# of another size: the daemon compares sizes and whole seconds\n"
)
PLACES = [
    "7:19",
    "8:22",
    *(f"{line}:{column}" for line, column in zip(range(10, 15), (10, 10, 12, 11, 11), strict=True)),
    *("17:20", "18:20", "19:22", "20:21", "21:21", "22:20", "23:22", "25:30"),
]
FILES = {
    "pyproject.toml": table("HS460"),
    "mypy.ini": "[mypy]\nplugins = mypy_housestyle, pydantic.mypy\nshow_column_numbers = true\n",
    "app/__init__.py": "",
    "app/models.py": MODELS,
    "app/deps.py": RIGHT,
    "app/made.py": MADE,
    "app/api.py": API,
}
FLAGS = [[], ["--no-native-parser"], ["--cache-fine-grained"], ["-n2"]]


def found(out: str) -> list[str]:
    """Where in `app/api.py` the rule found something; nothing else may be said."""
    pattern = r"app/api\.py:(.+?): error: .*  \[hs-depends-type-mismatch\]"
    matches = [re.fullmatch(pattern, line) for line in lines(out)]
    assert all(matches), out
    places = [match[1] for match in matches if match]
    return sorted(places, key=lambda place: [*map(int, place.split(":"))])


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(write(tmp_path / "project", FILES), ROOT)


@pytest.mark.parametrize("flags", FLAGS, ids=str)
def test_runs(project: Project, flags: list[str]) -> None:
    need_support(*flags)

    def check() -> list[str]:
        done = project.run("mypy", *flags, "app")
        assert done.err == ""
        return found(done.out)

    assert check() == []
    project.write(deps=WRONG)
    assert check() == PLACES
    assert check() == PLACES
    project.write(made=f"# moved\n{MADE}")
    assert check() == PLACES
    project.write(deps=RIGHT)
    assert check() == []


@pytest.mark.parametrize("first", [RIGHT, WRONG], ids=["right", "wrong"])
def test_the_daemon(project: Project, first: str) -> None:
    def ask(*command: str) -> list[str]:
        done = project.run("mypy.dmypy", "--status-file=status.json", *command)
        assert done.err == ""
        return found(done.out)

    second, expected = (WRONG, PLACES) if first is RIGHT else (RIGHT, [])
    try:
        project.write(deps=first)
        assert ask("run", "--", "app") == ([] if first is RIGHT else PLACES)
        project.write(deps=second)
        assert ask("recheck") == expected
        project.write(api=API)
        assert ask("recheck") == expected
        project.write(deps=first)
        assert ask("recheck") == ([] if first is RIGHT else PLACES)
    finally:
        project.run("mypy.dmypy", "--status-file=status.json", "stop")
