"""What is wrong with a configuration, where, and what may have been meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TOML_HEADER = re.compile(r"\s*(?P<array>\[\[?)\s*(?P<name>[^\[\]]+?)\s*\]")
TOML_KEY = re.compile(r"""\s*["']?(?P<name>[^"'=]+?)["']?\s*[.=]""")


class Problem(Record):
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


def line_of(text: str, header: str, key: str | None = None, index: int | None = None) -> int:
    """The line of `key` under the TOML header `header`, or of the header itself.

    With `index`, `header` stands in or below that one of the `[[…overrides]]`. A best effort for
    people: where the file spells a table in another way, the line of what is around it.
    """
    at, inside, override = 0, not header, -1
    for number, line in enumerate(text.split("\n"), 1):
        if match := TOML_HEADER.match(line):
            name = re.sub(r"""["'\s]""", "", match["name"])
            override += match["array"] == "[[" and f"{header}.".startswith(f"{name}.")
            meant = index in (None, override)
            if key and meant and f"{name}.".startswith(f"{header}.{key}."):
                return number
            inside = meant and name == header
            at = at or number * inside
        elif key and inside and (match := TOML_KEY.match(line)) and match["name"] == key:
            return number
    if at or not header:
        return at or 1
    above, _, table = header.rpartition(".")
    return line_of(text, above, table, index if ".overrides" in above else None)
