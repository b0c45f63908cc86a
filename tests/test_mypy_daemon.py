"""The mypy daemon finds what a cold mypy finds, after every kind of change."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.library import packages_with, table
from tests.mypy_probe import (
    CODE,
    EXPECTED,
    FILES,
    HALF,
    RULE_FILES,
    SERVICE,
    SHAPES,
    Project,
    lines,
)
from tests.projects import write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STRICT = SHAPES.replace("Shape = Loose", "Shape = Strict")


class Daemon(NamedTuple):
    """The daemon of one project."""

    project: Project

    def ask(self, *command: str) -> str:
        """What the daemon prints; it starts with the first command."""
        done = self.project.run("mypy.dmypy", "--status-file=status.json", *command)
        assert done.err == ""
        return done.out

    def run(self, *flags: str) -> list[str]:
        return lines(self.ask("run", "--", "--cache-dir=.cache", *flags, "app"))

    def recheck(self) -> list[str]:
        return lines(self.ask("recheck"))


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    library = packages_with(tmp_path / "library", RULE_FILES)
    daemon = Daemon(Project(write(tmp_path / "project", FILES), library))
    yield daemon
    daemon.ask("stop")


def test_files_that_change(daemon: Daemon) -> None:
    project = daemon.project
    assert daemon.run() == EXPECTED
    assert daemon.recheck() == EXPECTED
    assert daemon.run() == EXPECTED
    project.write(service=f"{SERVICE}def more() -> Shape:\n    return value\n")
    more = f"app/service.py:13:1: error: loose return of more  {CODE}"
    assert daemon.recheck() == sorted([*EXPECTED, more])
    project.write(service=SERVICE)
    assert daemon.recheck() == EXPECTED
    project.write(shapes=STRICT)
    assert daemon.recheck() == [f"app/service.py:5:12: error: loose call of load  {CODE}"]
    project.write(shapes=SHAPES)
    assert daemon.run() == EXPECTED


def test_a_file_that_comes_and_goes(daemon: Daemon) -> None:
    project = daemon.project
    assert daemon.run() == EXPECTED
    project.write(extra="from app.service import give\ngive().close()\n")
    extra = f"app/extra.py:2:1: error: loose call of close  {CODE}"
    assert daemon.run() == sorted([*EXPECTED, extra])
    (project.folder / "app/extra.py").unlink()
    assert daemon.run() == EXPECTED
    project.write(main="def main(:\n")
    assert any("[syntax]" in line for line in daemon.run())
    project.write(main=FILES["app/main.py"])
    assert daemon.run() == EXPECTED


def test_a_table_that_changes(daemon: Daemon) -> None:
    settings = daemon.project.folder / "pyproject.toml"
    assert daemon.run() == EXPECTED
    settings.write_text(table("HS997", extra='rules.HS997.word = "lax"\n'))
    lax = [line.replace("loose ", "lax ") for line in EXPECTED]
    assert daemon.run() == lax
    assert "Restarting" not in daemon.ask("run", "--", "--cache-dir=.cache", "app")
    settings.write_text("[tool.housestyle]\nselct = []\n")
    done = daemon.project.run(
        *("mypy.dmypy", "--status-file=status.json", "run", "--", "--cache-dir=.cache", "app")
    )
    wanted = f"{settings}:2: unknown key `selct` in [tool.housestyle] (did you mean `select`?)"
    assert wanted in (done.out + done.err).splitlines()
    assert done.status == 2
    assert "Traceback" not in done.out + done.err
    settings.write_text(FILES["pyproject.toml"])
    assert daemon.run() == EXPECTED


def test_overrides_do_not_restart_it(daemon: Daemon) -> None:
    override = '[[tool.housestyle.overrides]]\nfiles = ["app/s*.py"]\nrules.HS997.word = "lax"\n'
    settings = daemon.project.folder / "pyproject.toml"
    settings.write_text(table("HS997", extra=override))
    wanted = sorted(
        line.replace("loose ", "lax ") if line.startswith("app/s") else line for line in EXPECTED
    )
    assert daemon.run() == wanted
    out = daemon.ask("run", "--", "--cache-dir=.cache", "app")
    assert lines(out) == wanted
    assert "Restarting" not in out


def test_a_rule_file_that_changes(daemon: Daemon) -> None:
    rule = daemon.project.library / HALF.format("mypy_housestyle")
    assert daemon.run() == EXPECTED
    rule.write_text(rule.read_text().replace("return of", "the result of"))
    assert daemon.run() == [line.replace("return of", "the result of") for line in EXPECTED]


def test_a_start_from_the_cache_of_mypy(daemon: Daemon) -> None:
    daemon.project.mypy("--cache-fine-grained")
    daemon.run("--use-fine-grained-cache")
    daemon.project.write(shapes=f"{SHAPES}class More: ...\n", service=f"{SERVICE}# changed\n")
    changed = [line for line in EXPECTED if "typed.pyi" not in line and "main.py" not in line]
    assert set(changed) <= set(daemon.recheck())
