"""What blocks in random projects is the same for every search, and told by one engine alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engines import run
from tests.modes import app
from tests.random_projects import random_modules

if TYPE_CHECKING:
    from pathlib import Path

    from tests.mypy_probe import Project

SETTINGS = '[tool.housestyle]\npresets = []\nselect = ["HS102"]\n'
MODULES = 20


@pytest.mark.parametrize("seed", range(3))
def test_the_quick_search_finds_what_one_finds_that_looks_at_everything(
    tmp_path: Path, seed: int
) -> None:
    project = app(tmp_path, random_modules(seed, MODULES), SETTINGS)
    quick = _lines(project, "--cache-dir=quick")
    assert len(quick) > MODULES
    assert quick == _lines(project, "--cache-dir=quick")
    assert quick == _lines(project, "--cache-dir=all", "--cache-fine-grained")
    places = {line.partition(": ")[0] for line in quick}
    by_flake8 = run("flake8", "--isolated", "--select=HS102", "app", cwd=tmp_path).out.splitlines()
    assert len(by_flake8) > 5
    assert [line for line in by_flake8 if line.partition(": ")[0] in places] == []


def _lines(project: Project, *flags: str) -> list[str]:
    out = project.run("mypy", *flags, "app").out
    return sorted(line for line in out.splitlines() if "[hs-transitive-blocking-call]" in line)
