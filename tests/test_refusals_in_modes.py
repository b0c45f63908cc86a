"""HS415, HS462 and HS465 find the same in every mode of mypy when a model changes elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.library import table
from tests.modes import MODES, app, daemon, found
from tests.mypy_probe import Project, need_support

if TYPE_CHECKING:
    from pathlib import Path

BASE = """\
from pydantic import BaseModel, ConfigDict
class Base(BaseModel):
    model_config = ConfigDict({config})
"""
MODELS = """\
from pydantic import BaseModel, ConfigDict, model_validator
from app.base import Base
class UserOut(Base):
    id: int
    {validator}
    @classmethod
    def prepare(cls, value: object) -> object:
        return value
"""
TABLES = """\
class User:
    {table}
    id = 1
"""
MAIN = """\
from app.models import UserOut
from app.tables import User
def orm(user: User) -> UserOut:
    return UserOut.model_validate(user)
def text(value: str) -> UserOut:
    return UserOut.model_validate(value)
def fill(user: UserOut, data: dict[str, object]) -> None:
    for name in data:
        setattr(user, name, data[name])
"""
READS, PLAIN = "from_attributes=True", "extra='forbid', validate_assignment=True"
BEFORE, AFTER = "@model_validator(mode='before')", "# a validator is not here, only a method"
TABLE, NO_TABLE = "__tablename__ = 'users'", "name = 'this is no table of any kind'"
MODULES = {
    "base": BASE.format(config=PLAIN),
    "models": MODELS.format(validator=AFTER),
    "tables": TABLES.format(table=TABLE),
    "main": MAIN,
}


def expected(state: dict[str, bool]) -> list[tuple[str, str]]:
    """What is found when `base` reads attributes, `models` validates first, `tables` is a table."""
    bypass = [] if not state["base"] else [("app/main.py:9:9", "validation-bypass")]
    if state["models"]:
        return bypass
    never = "model-validate-never-succeeds"
    code = "from-attributes-for-orm" if state["tables"] else never
    orm = [("app/main.py:4:35", code)]
    return sorted([("app/main.py:6:35", never), *(bypass or orm)])


def change(project: Project, state: dict[str, bool], name: str) -> None:
    """Turn one module into its other form."""
    state[name] = not state[name]
    project.write(
        **{
            "base": {"base": BASE.format(config=READS if state["base"] else PLAIN)},
            "models": {"models": MODELS.format(validator=BEFORE if state["models"] else AFTER)},
            "tables": {"tables": TABLES.format(table=TABLE if state["tables"] else NO_TABLE)},
        }[name]
    )


def start(folder: Path) -> tuple[Project, dict[str, bool]]:
    """The project, and the state that it is in."""
    state = {"base": False, "models": False, "tables": True}
    return app(folder, MODULES, table("HS415", "HS462", "HS465")), state


@pytest.mark.parametrize("flags", MODES, ids=str)
def test_runs(tmp_path: Path, flags: list[str]) -> None:
    need_support(*flags)
    project, state = start(tmp_path / "project")
    assert found(project, "mypy", *flags, "app") == expected(state)
    for name in ("base", "models", "models", "tables", "base"):
        change(project, state, name)
        assert found(project, "mypy", *flags, "app") == expected(state), state


@settings(
    max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits=st.lists(st.sampled_from(["base", "models", "tables"]), min_size=4, max_size=6))
def test_the_daemon(tmp_path_factory: pytest.TempPathFactory, edits: list[str]) -> None:
    project, state = start(tmp_path_factory.mktemp("daemon") / "project")
    with daemon(project) as ask:
        assert ask("run", "--", "app") == expected(state)
        for name in edits:
            change(project, state, name)
            assert ask("recheck") == expected(state), (edits, state)
