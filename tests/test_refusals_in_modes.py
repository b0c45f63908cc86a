"""HS415, HS462 and HS465 find the same in every mode of mypy when a model changes elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.library import ROOT, table
from tests.mypy_probe import Project, lines, need_support
from tests.projects import write

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
FILES = {
    "pyproject.toml": table("HS415", "HS462", "HS465"),
    "mypy.ini": "[mypy]\nplugins = mypy_housestyle, pydantic.mypy\nshow_column_numbers = true\n",
    "app/__init__.py": "",
    "app/base.py": BASE.format(config=PLAIN),
    "app/models.py": MODELS.format(validator=AFTER),
    "app/tables.py": TABLES.format(table=TABLE),
    "app/main.py": MAIN,
}
Findings = set[tuple[str, str]]


def expected(state: dict[str, bool]) -> Findings:
    """What is wrong with the code in a state of its modules."""
    bypass = {("9:9", "hs-validation-bypass")} if state["base"] else set()
    if state["models"]:
        return bypass
    text = {("6:35", "hs-model-validate-never-succeeds")}
    code = "from-attributes-for-orm" if state["tables"] else "model-validate-never-succeeds"
    return text | (bypass or {("4:35", f"hs-{code}")})


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


def found(out: str) -> Findings:
    """Where in `app/main.py` which rule found something; nothing else may be said."""
    matches = [
        re.fullmatch(r"app/main\.py:(.+?): error: .*  \[(.+)\]", line) for line in lines(out)
    ]
    assert all(matches), out
    return {(match[1], match[2]) for match in matches if match}


def start(folder: Path) -> tuple[Project, dict[str, bool]]:
    """A project on disk, and the form of its modules."""
    state = {"base": False, "models": False, "tables": True}
    return Project(write(folder, FILES), ROOT), state


@pytest.mark.parametrize("flags", [[], ["--cache-fine-grained"], ["-n2"]], ids=str)
def test_runs(tmp_path: Path, flags: list[str]) -> None:
    need_support(*flags)
    project, state = start(tmp_path / "project")

    def check() -> Findings:
        done = project.run("mypy", *flags, "app")
        assert done.err == ""
        return found(done.out)

    assert check() == expected(state)
    for name in ("base", "models", "models", "tables", "base"):
        change(project, state, name)
        assert check() == expected(state), state


@settings(
    max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits=st.lists(st.sampled_from(["base", "models", "tables"]), min_size=4, max_size=6))
def test_the_daemon(tmp_path_factory: pytest.TempPathFactory, edits: list[str]) -> None:
    project, state = start(tmp_path_factory.mktemp("daemon") / "project")

    def ask(*command: str) -> Findings:
        done = project.run("mypy.dmypy", "--status-file=status.json", *command)
        assert done.err == ""
        return found(done.out)

    try:
        assert ask("run", "--", "app") == expected(state)
        for name in edits:
            change(project, state, name)
            assert ask("recheck") == expected(state), (edits, state)
    finally:
        project.run("mypy.dmypy", "--status-file=status.json", "stop")
