"""What the command and the process that runs mypy for it tell each other, as JSON."""

from __future__ import annotations

import msgspec


class Request(msgspec.Struct, frozen=True):
    """What to check: the absolute `paths` that mypy is given, and the `files` that were meant.

    `shadows` has files that are to be read in the place of some of them.
    """

    paths: list[str]
    files: list[str]
    shadows: dict[str, str]


class Item(msgspec.Struct, frozen=True):
    """A finding; lines and columns count from 1, `end_column` is behind the last character."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    code: str
