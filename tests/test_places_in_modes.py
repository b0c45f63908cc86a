"""HS613 finds the same in every mode of mypy when a dependency moves or its module learns of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.library import table
from tests.modes import MODES, app, daemon, found
from tests.mypy_probe import Project, need_support

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
MODULES = {"database": DEFINED, "dependencies": DEFINED, "api": API}
SETTINGS = table("HS613", extra="preview = true\n") + PLACES
MISPLACED = [("app/api.py:5:34", "misplaced-definition")]
STEPS = [(DEFINED, MISPLACED), (TELLING, []), (MOVED, []), (DEFINED, MISPLACED)]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return app(tmp_path / "project", MODULES, SETTINGS)


@pytest.mark.parametrize("flags", MODES, ids=str)
def test_runs(project: Project, flags: list[str]) -> None:
    need_support(*flags)
    for database, expected in STEPS:
        project.write(database=database)
        assert found(project, "mypy", *flags, "app") == expected
        project.write(api=f"{API}# seen anew\n")
        assert found(project, "mypy", *flags, "app") == expected
        project.write(api=API)


def test_the_daemon(project: Project) -> None:
    with daemon(project) as ask:
        assert ask("run", "--", "app") == MISPLACED
        for database, expected in STEPS[1:]:
            project.write(database=database)
            assert ask("recheck") == expected
