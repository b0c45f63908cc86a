"""Which `pyproject.toml` holds the table for a file."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from housestyle_core.config.errors import ConfigError, Problem, line_of
from housestyle_core.record import Record

FILE_NAME = "pyproject.toml"
MARK = b"housestyle"
DISTRIBUTION = "flake8-housestyle"


class Source(Record):
    """A `pyproject.toml` with a `[tool.housestyle]` table, as read."""

    path: Path
    text: str
    document: dict[str, Any]

    @property
    def table(self) -> dict[str, Any]:
        table: dict[str, Any] = self.document["tool"]["housestyle"]
        return table


@lru_cache(maxsize=4096)
def source_for(folder: Path) -> Source | None:
    """The nearest table at `folder` or above it; None where there is none.

    Raises ConfigError for a file that names Housestyle and is not TOML, or that cannot be read.
    """
    if source := _read(folder / FILE_NAME):
        return source
    return None if folder.parent == folder else source_for(folder.parent)


def folder_of(path: str) -> Path:
    """The absolute folder that a file to be checked lies in; the path itself where it is one."""
    absolute = os.path.abspath(path)
    return _folder(absolute if os.path.isdir(absolute) else os.path.dirname(absolute))


_folder = lru_cache(maxsize=4096)(Path)


def _read(path: Path) -> Source | None:
    try:
        data = path.read_bytes()
    except PermissionError as error:
        raise ConfigError([Problem(path, 1, f"cannot be read: {error.strerror}")]) from None
    except OSError:
        return None
    if MARK not in data:
        return None
    import tomllib

    try:
        text = data.decode("utf-8-sig")
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        message = f"not valid TOML: {error}"
        raise ConfigError([Problem(path, _error_line(error, data), message)]) from None
    tool = document.get("tool")
    if isinstance(tool, dict) and DISTRIBUTION in tool:
        line = line_of(text, "tool", DISTRIBUTION)
        raise ConfigError([Problem(path, line, "unknown table: write [tool.housestyle]")])
    if not isinstance(tool, dict) or "housestyle" not in tool:
        return None
    if not isinstance(tool["housestyle"], dict):
        line = line_of(text, "tool", "housestyle")
        raise ConfigError([Problem(path, line, "`tool.housestyle` must be a table")])
    return Source(path, text, document)


def _error_line(error: Exception, data: bytes) -> int:
    import re

    if isinstance(error, UnicodeDecodeError):
        return data.count(b"\n", 0, error.start) + 1
    match = re.search(r"at line (\d+)", str(error))
    at_end = "at end of document" in str(error)
    return int(match[1]) if match else data.rstrip().count(b"\n") * at_end + 1
