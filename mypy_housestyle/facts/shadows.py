"""Files that mypy reads in the place of others (`--shadow-file`): what an editor has not saved.

Whatever is read beside mypy's own tree has to come from the same file.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.tree.source import read_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

_shadows: dict[str, str] = {}


def stand_for(pairs: Iterable[Iterable[str]]) -> None:
    """Read files in the place of others from now on: pairs of a file and what stands for it."""
    _shadows.clear()
    _shadows.update((file, shadow) for file, shadow in pairs)
    text_path.cache_clear()


@lru_cache(maxsize=4096)
def text_path(path: str) -> str:
    """The file in which the text of a module at `path` is."""
    return next((shadow for file, shadow in _shadows.items() if _is_same(path, file)), path)


def lines_of(path: str) -> list[str]:
    """The lines of a module as mypy read it. Raises UnreadableError."""
    return read_lines(text_path(path))


def _is_same(path: str, other: str) -> bool:
    try:
        return os.path.samefile(path, other)
    except OSError:
        return False
