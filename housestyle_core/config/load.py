"""From a path to the settings that hold for it."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from housestyle_core.config.find import folder_of, source_for
from housestyle_core.config.globs import matches
from housestyle_core.config.settings import found_first_party

if TYPE_CHECKING:
    from housestyle_core.config.settings import Settings
    from housestyle_core.config.table import Table

ROOT_MARKS = ("pyproject.toml", "setup.py", "setup.cfg", ".git")


def settings_for(path: str, *engines: str) -> Settings:
    """What holds for the file or folder at `path`, from any working directory.

    The options of the rules that `engines` run are checked and converted. Raises ConfigError.
    """
    root = _root(folder_of(path))
    return _settings(root, engines, _overridden(_table(root, engines), path, root))


@lru_cache(maxsize=4096)
def _root(folder: Path) -> Path:
    """The folder of the table that holds for a folder, or of the project where there is none."""
    source = source_for(folder)
    return source.path.parent if source else _root_without_table(folder)


def _overridden(table: Table | None, path: str, root: Path) -> tuple[int, ...]:
    """The places of the overrides that name a file."""
    if table is None or not table.overrides:
        return ()
    relative = Path(os.path.relpath(path, root)).as_posix()
    return tuple(
        position
        for position, override in enumerate(table.overrides)
        if any(matches(glob, relative) for glob in override.files)
    )


def forget() -> None:
    """Drop everything that was read, so that the next question reads the files again."""
    for cached in (source_for, _root, _table, _settings, _root_without_table, found_first_party):
        cached.cache_clear()


@lru_cache(maxsize=4096)
def _root_without_table(folder: Path) -> Path:
    if folder.parent == folder or any((folder / mark).exists() for mark in ROOT_MARKS):
        return folder
    return _root_without_table(folder.parent)


@lru_cache(maxsize=256)
def _table(root: Path, engines: tuple[str, ...]) -> Table | None:
    source = source_for(root)
    if source is None:
        return None
    from housestyle_core.config.table import read_table

    return read_table(source, engines)


@lru_cache(maxsize=1024)
def _settings(root: Path, engines: tuple[str, ...], overridden: tuple[int, ...]) -> Settings:
    from housestyle_core.config.resolve import resolve

    return resolve(root, _table(root, engines), overridden)
