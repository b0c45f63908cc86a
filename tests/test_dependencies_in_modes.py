"""HS460 finds the same in every mode of mypy when what a dependency gives changes elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.library import table
from tests.modes import MODES, app, daemon, found
from tests.mypy_probe import Project, need_support

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
MODULES = {"models": MODELS, "deps": RIGHT, "made": MADE, "api": API}
FOUND = sorted((f"app/api.py:{place}", "depends-type-mismatch") for place in PLACES)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return app(tmp_path / "project", MODULES, table("HS460"))


@pytest.mark.parametrize("flags", MODES, ids=str)
def test_runs(project: Project, flags: list[str]) -> None:
    need_support(*flags)
    run = ("mypy", *flags, "app")
    assert found(project, *run) == []
    project.write(deps=WRONG)
    assert found(project, *run) == FOUND
    assert found(project, *run) == FOUND
    project.write(made=f"# moved\n{MADE}")
    assert found(project, *run) == FOUND
    project.write(deps=RIGHT)
    assert found(project, *run) == []


@pytest.mark.parametrize("first", [RIGHT, WRONG], ids=["right", "wrong"])
def test_the_daemon(project: Project, first: str) -> None:
    second, expected = (WRONG, FOUND) if first is RIGHT else (RIGHT, [])
    with daemon(project) as ask:
        project.write(deps=first)
        assert ask("run", "--", "app") == ([] if first is RIGHT else FOUND)
        project.write(deps=second)
        assert ask("recheck") == expected
        project.write(api=API)
        assert ask("recheck") == expected
        project.write(deps=first)
        assert ask("recheck") == ([] if first is RIGHT else FOUND)
