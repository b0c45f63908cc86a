"""What the path of a route matches, as Starlette reads it."""

from __future__ import annotations

import re
from functools import lru_cache

from housestyle_core.record import Record

PARAMETER = r"(?a)\{([a-zA-Z_]\w*)(?::([a-zA-Z_]\w*))?\}"
UUID = "-?".join(f"[0-9a-fA-F]{{{length}}}" for length in (8, 4, 4, 4, 12))
CONVERTORS = {
    "str": "[^/]+",
    "path": ".*",
    "int": "[0-9]+",
    "float": r"[0-9]+(?:\.[0-9]+)?",
    "uuid": UUID,
}
ANYTHING = "\ue000"
"""A character that stands for any text: no path has it in its fixed parts."""
SAMPLES = {
    "str": (ANYTHING,) * 4,
    "path": ("", ANYTHING, "/", f"//{ANYTHING}//"),
    "int": ("7", "83", "7", "83"),
    "float": ("7", "83", "7.5", "83.25"),
    "uuid": (
        *("0" * 32, "f" * 32),
        *("-".join(digit * length for length in (8, 4, 4, 4, 12)) for digit in "0f"),
    ),
}


class RoutePath(Record):
    """A path: the parameters in it by name, a pattern for what it matches, some of what that is.

    What one path matches, another matches too if it matches all `samples` of the first.
    """

    text: str
    parameters: tuple[str, ...]
    pattern: str
    samples: tuple[str, ...]

    def covers(self, other: RoutePath) -> bool:
        """Whether this path matches whatever the other one does."""
        if not self.parameters or not other.samples[0].startswith(self.text.partition("{")[0]):
            return self.text == other.text
        pattern = _compiled(self.pattern)
        return all(pattern.fullmatch(sample) for sample in other.samples)


@lru_cache(maxsize=1024)
def route_path(text: str) -> RoutePath | None:
    """What a path means; None where it has a convertor that the project may have made itself."""
    found = [*re.finditer(PARAMETER, text)]
    kinds = [match[2] or "str" for match in found]
    if not CONVERTORS.keys() >= {*kinds}:
        return None
    fixed = re.sub(PARAMETER, "\0", text).split("\0")
    return RoutePath(
        text,
        tuple(match[1] for match in found),
        _joined([re.escape(part) for part in fixed], [CONVERTORS[kind] for kind in kinds]),
        tuple(_joined(fixed, [SAMPLES[kind][index] for kind in kinds]) for index in range(4)),
    )


def _joined(fixed: list[str], between: list[str]) -> str:
    return "".join(part + filler for part, filler in zip(fixed, [*between, ""], strict=True))


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
