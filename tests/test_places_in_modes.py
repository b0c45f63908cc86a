"""HS613 finds the same in every mode of mypy when a dependency moves or its module learns of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.library import ROOT, table
from tests.mypy_probe import Project, lines, need_support
from tests.projects import write

if TYPE_CHECKING:
    from pathlib import Path

PLACES = """
[tool.housestyle.rules.misplaced-definition]
dependencies = ["**/dependencies.py"]
"""
DEFINED = "def get_session() -> int:\n    return 1\n"
TELLING = f"from fastapi import Depends as Depends\n{DEFINED}"
MOVED = "from app.dependencies import get_session as get_session\n"
API = """\
from typing import Annotated
from fastapi import Depends
from app import database
from app.database import get_session
Session = Annotated[int, Depends(database.get_session)]
def read(one: int = Depends(get_session), two: Session = 1) -> None: ...
"""
FILES = {
    "pyproject.toml": table("HS613", extra="preview = true\n") + PLACES,
    "mypy.ini": "[mypy]\nplugins = mypy_housestyle\nshow_column_numbers = true\n",
    "app/__init__.py": "",
    "app/database.py": DEFINED,
    "app/dependencies.py": DEFINED,
    "app/api.py": API,
}
STEPS = [(DEFINED, ["5:34"]), (TELLING, []), (MOVED, []), (DEFINED, ["5:34"])]
FLAGS = [[], ["--no-native-parser"], ["--cache-fine-grained"], ["-n2"]]


def found(out: str) -> list[str]:
    """Where in `app/api.py` the rule found something; nothing else may be said."""
    pattern = r"app/api\.py:(.+?): error: .*  \[hs-misplaced-definition\]"
    matches = [re.fullmatch(pattern, line) for line in lines(out)]
    assert all(matches), out
    return [match[1] for match in matches if match]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(write(tmp_path / "project", FILES), ROOT)


@pytest.mark.parametrize("flags", FLAGS, ids=str)
def test_runs(project: Project, flags: list[str]) -> None:
    need_support(*flags)
    for database, expected in STEPS:
        project.write(database=database)
        assert found(project.run("mypy", *flags, "app").out) == expected
        project.write(api=f"{API}# seen anew\n")
        assert found(project.run("mypy", *flags, "app").out) == expected
        project.write(api=API)


def test_the_daemon(project: Project) -> None:
    def ask(*command: str) -> list[str]:
        return found(project.run("mypy.dmypy", "--status-file=status.json", *command).out)

    try:
        assert ask("run", "--", "app") == STEPS[0][1]
        for database, expected in STEPS[1:]:
            project.write(database=database)
            assert ask("recheck") == expected
    finally:
        project.run("mypy.dmypy", "--status-file=status.json", "stop")
