"""HS102 finds the same after every kind of edit, warm, in workers and in the daemon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.library import ROOT, table
from tests.mypy_probe import Project, lines, supported
from tests.projects import write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = """\
import time
from app import ring
def work() -> None:
    time.sleep(1)
def round_trip(left: int) -> None:
    if left:
        ring.back(left)
other_name = work
"""
RING = """\
from app import base
def back(left: int) -> None:
    base.round_trip(left - 1)
"""
MIDDLE = """\
from collections.abc import Awaitable, Callable
from app import base
class Repo:
    def fetch(self) -> None:
        base.work()
class Quick:
    def fetch(self) -> None: ...
def around(function: Callable[[], None]) -> Callable[[], None]:
    def wrapper() -> None:
        base.work()
        function()
    return wrapper
def connect() -> Repo:
    return Repo()
"""
TOP = """\
from app import base, ring
from app.middle import around, connect
@around
def decorated() -> None: ...
async def use() -> None:
    connect().fetch()
    decorated()
    base.other_name()
    ring.back(1)
"""
FILES = {
    "pyproject.toml": table("HS102"),
    "mypy.ini": "[mypy]\nplugins = mypy_housestyle\nshow_column_numbers = true\n",
    "app/__init__.py": "",
    "app/base.py": BASE,
    "app/ring.py": RING,
    "app/middle.py": MIDDLE,
    "app/top.py": TOP,
}
QUICK = BASE.replace("time.sleep(1)", "print(1)")
ASYNC_WRAPPER = """\
def around(function: Callable[[], None]) -> Callable[[], Awaitable[None]]:
    async def wrapper() -> None:
        function()
    return wrapper
def connect() -> Quick:
    return Quick()
"""
# What is written, and the lines of app/top.py that then have a finding.
EDITS: list[tuple[dict[str, str], list[int]]] = [
    ({}, [6, 7, 8]),
    ({"base": QUICK}, []),
    ({"base": f"# moved down\n{BASE}"}, [6, 7, 8]),
    ({"base": BASE.replace("if left:", "time.sleep(1)\n    if left:")}, [6, 7, 8, 9]),
    ({"base": BASE}, [6, 7, 8]),
    ({"middle": MIDDLE[: MIDDLE.index("def around")] + ASYNC_WRAPPER}, [8]),
    (
        {"middle": MIDDLE, "ring": RING.replace("base.round", "base.work()\n    base.round")},
        [6, 7, 8, 9],
    ),
    ({"ring": RING, "top": TOP.replace("decorated()\n    base", "base")}, [6, 7]),
]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(write(tmp_path / "project", FILES), ROOT)


def places(found: list[str]) -> list[int]:
    prefix = "app/top.py:"
    return [int(line.split(":")[1]) for line in found if line.startswith(prefix)]


def test_edits_between_runs(project: Project) -> None:
    modes = [flags for flags in ((), ("-n2",), ("--no-local-partial-types",)) if supported(*flags)]
    for edit, wanted in EDITS:
        project.write(**edit)
        cold = project.cold()
        assert places(cold) == wanted
        for flags in modes:
            assert project.mypy(*flags, cache=f".cache{modes.index(flags)}") == cold


@pytest.fixture
def daemon(project: Project) -> Iterator[Project]:
    yield project
    project.run("mypy.dmypy", "--status-file=status.json", "stop")


def test_edits_under_the_daemon(daemon: Project) -> None:
    for edit, wanted in EDITS:
        daemon.write(**edit)
        arguments = ("run", "--", "--cache-dir=.cache", "app")
        done = daemon.run("mypy.dmypy", "--status-file=status.json", *arguments)
        assert done.err == ""
        assert lines(done.out) == daemon.cold()
        assert places(lines(done.out)) == wanted
