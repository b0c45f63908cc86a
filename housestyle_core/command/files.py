"""Which files a call of the command is about."""

from __future__ import annotations

import os
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from housestyle_core.command.exits import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUFFIXES = (".py", ".pyi")
VIRTUAL_ENVIRONMENT = "pyvenv.cfg"
LEFT_OUT = (
    ".bzr",
    ".eggs",
    ".git",
    ".hg",
    ".nox",
    ".svn",
    ".tox",
    "*.egg",
    "CVS",
    "__pycache__",
    "node_modules",
)


def find_files(paths: Iterable[str]) -> list[str]:
    """The Python files at and below `paths`, each once, sorted; a file named there always is one.

    Below a folder, those that `LEFT_OUT` names and virtual environments are left out. Raises
    CannotRunError where a path does not exist or there is no file at all.
    """
    if missing := [path for path in paths if not os.path.exists(path)]:
        raise CannotRunError("\n".join(f"{path}: no such file or folder" for path in missing))
    found = {os.path.abspath(file): os.path.normpath(file) for file in _files(paths)}
    if not found:
        raise CannotRunError(f"{', '.join(paths)}: no Python files there")
    return sorted(found.values())


def _files(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        if os.path.isdir(path):
            yield from _files_below(path)
        else:
            yield path


def _files_below(top: str) -> Iterator[str]:
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if not _is_left_out(os.path.join(folder, name))]
        files = (os.path.join(folder, name) for name in names if name.endswith(SUFFIXES))
        yield from filter(os.path.isfile, files)  # neither an editor's lock nor a pipe


def _is_left_out(folder: str) -> bool:
    name = os.path.basename(folder)
    environment = os.path.join(folder, VIRTUAL_ENVIRONMENT)
    return any(fnmatch(name, pattern) for pattern in LEFT_OUT) or os.path.exists(environment)
