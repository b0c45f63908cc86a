"""Modules of an `app` that real rules are about, checked in the modes of mypy."""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from tests.library import ROOT
from tests.mypy_probe import Project, lines
from tests.projects import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    Found = tuple[str, str]
    Ask = Callable[..., list[Found]]

CONFIG = "[mypy]\nplugins = mypy_housestyle, pydantic.mypy\nshow_column_numbers = true\n"
FINDING = re.compile(r"(app/\w+\.py:\d+:\d+): error: .*  \[hs-([a-z-]+)\]")
MODES = [[], ["--no-native-parser"], ["--cache-fine-grained"], ["-n2"]]


def app(folder: Path, modules: Mapping[str, str], settings: str) -> Project:
    """A project with these modules of `app`, by name, and a table for Housestyle."""
    files = {"pyproject.toml": settings, "mypy.ini": CONFIG, "app/__init__.py": ""}
    files |= {f"app/{name}.py": text for name, text in modules.items()}
    return Project(write(folder, files), ROOT)


def found(project: Project, *command: str) -> list[Found]:
    """The place and the rule of each finding that mypy prints, which must print nothing else."""
    done = project.run(*command)
    assert done.err == ""
    matches = [FINDING.fullmatch(line) for line in lines(done.out)]
    assert all(matches), done.out
    return sorted((match[1], match[2]) for match in matches if match)


@contextmanager
def daemon(project: Project) -> Iterator[Ask]:
    """A function that asks mypy's daemon, which ends with the block."""
    command = ("mypy.dmypy", "--status-file=status.json")
    try:
        yield partial(found, project, *command)
    finally:
        project.run(*command, "stop")
