"""What is wrong with a configuration, where, and what may have been meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Problem(NamedTuple):
    """One fault of a configuration file; `line` counts from 1."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class ConfigError(Exception):
    """A configuration that cannot be used; holds every problem that was found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[ConfigError], tuple[list[Problem]]]:
        return type(self), (self.problems,)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` (did you mean `x`?)` for the known word nearest to a misspelt one, or nothing."""
    import difflib

    close = difflib.get_close_matches(word, list(known), n=1)
    return f" (did you mean `{close[0]}`?)" if close else ""


def line_of(text: str, header: str, key: str | None = None, index: int = 0) -> int:
    """The line of `key` under the `index`-th TOML header `header`, or of the header itself.

    A best effort for people: 1 where the file spells the table in another way.
    """
    headers = re.compile(r"^\s*\[+\s*([^\[\]]+?)\s*\]+")
    wanted = re.compile(rf"""^\s*["']?{re.escape(key)}["']?\s*[.=]""") if key else None
    at, seen, inside = 1, -1, False
    for number, line in enumerate(text.splitlines(), 1):
        if match := headers.match(line):
            name = re.sub(r"""["'\s]""", "", match[1])
            seen += name == header
            inside = name == header and seen == index
            if inside:
                at = number
        elif inside and wanted and wanted.match(line):
            return number
    return at
