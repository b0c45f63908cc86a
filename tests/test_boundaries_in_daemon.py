"""What the daemon says of HTTP boundaries is what a cold mypy says, whatever is edited and when.

Hypothesis picks the edits and their order. The environment variable `BOUNDARY_EXAMPLES` says how
many series of them are tried, two where it is not set.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.library import ROOT, table
from tests.mypy_probe import Project, lines
from tests.projects import write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MODELS = """\
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID
from fastapi import Body
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
Ident = {ident}
Text = {text}
Given = {given}
class Base(BaseModel):
    model_config = ConfigDict({config})
class User(BaseModel):
    id: Ident
    name: str{extra}
class UserOut(Base):
    id: Text
    name: str = Field({alias})
    {field}
@dataclass
class Item:
    id: int
"""
DEPS = """\
from app.models import Item, User
def current() -> {gives}:
    raise NotImplementedError
class Service:
    async def load(self) -> {loads}:
        raise NotImplementedError
def fetch() -> {fetches}:
    raise NotImplementedError
"""
API = """\
from typing import Annotated
from fastapi import APIRouter, Depends
from app.deps import Service, current, fetch
from app.models import Given, Item, User, UserOut
router = APIRouter(prefix="{prefix}")
Alias = Annotated[User, Depends(current)]
@router.get("/a", response_model={model})
async def annotated(user: Annotated[User, Depends(current)]) -> User:
    return user
@router.get("/b", response_model=UserOut)
async def called(alias: Alias, service: Service = Depends(Service)):
    return await service.load()
@router.get("/named", response_model=UserOut)
async def named(service: Service = Depends(Service)):
    loaded = await service.load()
    return loaded
@router.get("/fetched", response_model=UserOut)
def fetched():
    found = fetch()
    if found:
        return found
    again = fetch()
    return again
@router.post("/c")
async def taken(given: Given, user: User = Depends(current)) -> {returns}:
    raise NotImplementedError
"""
CHOICES: Mapping[str, tuple[str, ...]] = {
    "ident": ("int", "UUID", "str"),
    "text": ("str", "Annotated[str, BeforeValidator(str)]"),
    "given": ("dict[str, object]", "Annotated[dict[str, object], Body(embed=True)]", "User"),
    "config": ("", "populate_by_name=True"),
    "extra": ("", "\n    email: str", "\n    email: int = 1"),
    "alias": ("", 'alias="userName"', '"a", alias="userName"'),
    "field": ("email: str", 'email: str = ""', "pass"),
    "gives": ("User", "Item", "User | None"),
    "loads": ("User", "UserOut | None", "list[User]", "Item"),
    "fetches": ("UserOut", "User", "Item", "list[UserOut]"),
    "prefix": ("", "/users"),
    "model": ("UserOut", "list[UserOut]", "User", "UserOut | None"),
    "returns": ("User", "dict[str, int]", "Item"),
}
FIRST = {name: values[0] for name, values in CHOICES.items()}
EDITS = st.sampled_from(sorted(CHOICES)).flatmap(
    lambda name: st.tuples(st.just(name), st.sampled_from(CHOICES[name]))
)
RULES = "HS451", "HS452", "HS460", "HS461"
FILES = {
    "pyproject.toml": table(*RULES, extra='engines = ["mypy"]\n'),
    "mypy.ini": "[mypy]\nplugins = mypy_housestyle, pydantic.mypy\nshow_column_numbers = true\n",
    "app/__init__.py": "",
}


class Service(NamedTuple):
    """A project that the daemon knows, and what a cold mypy said of each state of it."""

    project: Project
    known: dict[str, list[str]]
    clock: list[int]

    def __repr__(self) -> str:
        """Short, for Hypothesis shows it with each failure."""
        return f"Service({str(self.project.folder)!r})"

    def edit(self, state: Mapping[str, str]) -> None:
        """Write what a state changes, each time seconds later, which is how the daemon looks."""
        texts = {"models": MODELS, "deps": DEPS, "api": API}
        for name, text in texts.items():
            path = self.project.folder / f"app/{name}.py"
            wanted = text.format_map(state)
            if not path.exists() or path.read_text() != wanted:
                self.project.write(**{name: wanted})
                self.clock[0] += 2
                os.utime(path, (self.clock[0], self.clock[0]))

    def ask_daemon(self) -> list[str]:
        """What the daemon says; it starts with the first question."""
        done = self.project.run("mypy.dmypy", "--status-file=status.json", "run", "--", "app")
        assert done.err == ""
        return ours(done.out)

    def cold(self, state: Mapping[str, str]) -> list[str]:
        """What mypy says that has seen the libraries and not the project."""
        key = repr(sorted(state.items()))
        if key not in self.known:
            for cached in (self.project.folder / ".cold").glob("*/app*"):
                shutil.rmtree(cached) if cached.is_dir() else cached.unlink()
            self.known[key] = ours("\n".join(self.project.mypy("--no-sqlite-cache", cache=".cold")))
        return self.known[key]


def ours(out: str) -> list[str]:
    """What our rules say, and nothing else that mypy prints."""
    return [line for line in lines(out) if "[hs-" in line]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = write(tmp_path_factory.mktemp("service") / "project", FILES)
    service = Service(Project(folder, ROOT), {}, [1_700_000_000])
    yield service
    service.project.run("mypy.dmypy", "--status-file=status.json", "stop")


@settings(
    max_examples=int(os.environ.get("BOUNDARY_EXAMPLES", "2")),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(EDITS, min_size=4, max_size=4))
def test_edits_in_any_order(service: Service, edits: list[tuple[str, str]]) -> None:
    state = dict(FIRST)
    service.edit(state)
    assert service.ask_daemon() == service.cold(state) != []
    for name, value in edits:
        state[name] = value
        service.edit(state)
        assert service.ask_daemon() == service.cold(state), (name, value)
