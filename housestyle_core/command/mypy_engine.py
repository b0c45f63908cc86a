"""Run mypy with the rules of its engine, in a process of its own for each configuration of mypy."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections import defaultdict
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from housestyle_core.catalogue import ENGINES, rules
from housestyle_core.checker import BROKEN_RULE
from housestyle_core.command.files import SUFFIXES
from housestyle_core.finding import Diagnostic
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from housestyle_core.catalogue import Rule
    from housestyle_core.command.exchange import Item
    from housestyle_core.config import Settings

ENGINE = "mypy"
OWN_FILES = ("mypy.ini", ".mypy.ini")
SHARED_FILES = {"pyproject.toml": b"[tool.mypy]", "setup.cfg": b"[mypy]"}
NONE: Mapping[str, str] = MappingProxyType({})


class Answer(Record):
    """What mypy found, what it said beside that, and whether it got to the end."""

    findings: list[Diagnostic]
    said: list[str]
    finished: bool


def is_installed() -> bool:
    """Whether mypy can be imported; it is not imported to tell."""
    return find_spec("mypy") is not None


def projects(settings: Mapping[str, Settings]) -> dict[Path, list[str]]:
    """The files that mypy can check, by the folder that it runs in for them."""
    groups: dict[Path, list[str]] = defaultdict(list)
    for file, holds in settings.items():
        if file.endswith(SUFFIXES):
            groups[_mypy_folder(holds.root)].append(file)
    return dict(groups)


def check_project(
    folder: Path, files: Sequence[str], paths: Iterable[str], shadows: Mapping[str, str] = NONE
) -> Answer:
    """Run mypy in `folder` over those of `files` that its configuration does not exclude.

    `paths` are the files and folders that were asked for, `shadows` the files in which the text of
    some is.
    """
    import msgspec

    from housestyle_core.command.exchange import Item, Request

    displayed = {os.path.abspath(file): file for file in files}
    asked = {path if path.is_relative_to(folder) else folder for path in map(_absolute, paths)}
    swapped = {os.path.abspath(file): shadow for file, shadow in shadows.items()}
    request = Request(sorted(map(str, asked)), sorted(displayed), swapped)
    with tempfile.TemporaryFile("w+", encoding="utf-8") as stdin:
        json.dump(msgspec.to_builtins(request), stdin)
        stdin.seek(0)
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-P", "-m", f"{ENGINES[ENGINE]}.run"],
            cwd=folder,
            stdin=stdin,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
    items = [msgspec.convert(json.loads(line), Item) for line in done.stdout.splitlines()]
    found = [_diagnostic(item, displayed) for item in items]
    said = done.stderr.splitlines()
    if done.returncode < 0:
        said.append(f"mypy was ended by {signal.Signals(-done.returncode).name}")
    return Answer([item for item in found if item], said, done.returncode == 0)


def _diagnostic(item: Item, displayed: Mapping[str, str]) -> Diagnostic | None:
    path = displayed.get(item.file)
    if path is None:
        return None
    rule = _rules_by_mypy_code()[item.code]
    start, end = (item.line, item.column), (item.end_line, item.end_column)
    return Diagnostic(path, *start, *end, rule, item.message)


@lru_cache(maxsize=1)
def _rules_by_mypy_code() -> dict[str, Rule]:
    return {rule.mypy_code: rule for rule in (*rules().values(), BROKEN_RULE)}


def _mypy_folder(root: Path) -> Path:
    """The folder at or above `root` with a configuration of mypy, within the repository."""
    for folder in (root, *root.parents):
        if any((folder / name).exists() for name in OWN_FILES) or any(
            mark in _content(folder / name) for name, mark in SHARED_FILES.items()
        ):
            return folder
        if (folder / ".git").exists():
            break
    return root


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _absolute(path: str) -> Path:
    return Path(os.path.abspath(path))
