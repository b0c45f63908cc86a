"""What `housestyle fix` tells of what it did."""

from __future__ import annotations

import re
from collections import Counter
from difflib import unified_diff
from typing import TYPE_CHECKING

from housestyle_core import catalogue
from housestyle_core.command.report import counted
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from housestyle_core.finding import Diagnostic
    from housestyle_core.fix.passes import Wanted

NONE: Mapping[str, int] = Counter()  # processes hand it on, which a MappingProxyType cannot be


class Outcome(Record):
    """What became of a file, and by rule how many findings were fixed, wait, are suppressed.

    `typed` says whether mypy may find something else now; `left` are those that no comment can
    suppress.
    """

    path: str
    old: str = ""
    new: str = ""
    done: Mapping[str, int] = NONE
    waiting: Mapping[str, int] = NONE
    typed: bool = False
    failure: str | None = None
    suppressed: Mapping[str, int] = NONE
    left: tuple[Diagnostic, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether there is anything new in the file."""
        return bool(self.done or self.suppressed)


def patch(outcome: Outcome) -> Iterator[str]:
    """The lines of a patch for a file, none where it does not change."""
    old, new = _lines(outcome.old), _lines(outcome.new)
    for line in unified_diff(old, new, outcome.path, outcome.path):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends, a carriage return counted as a part of its line."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


class Tally(Record):
    """What was done with findings: in each file so many of each rule."""

    verb: str
    files: list[Mapping[str, int]]

    def of(self, code: str) -> Iterator[str]:
        """What to say of a rule, if there is anything."""
        numbers = [file[code] for file in self.files if code in file]
        if numbers:
            yield f"{sum(numbers)} {self.verb} in {counted(len(numbers), 'file')}"

    def total(self) -> Iterator[str]:
        """What to say of all rules, if there is anything."""
        numbers = [sum(file.values()) for file in self.files if file]
        if numbers:
            files = f"{len(numbers)} of {counted(len(self.files), 'file')}"
            yield f"{counted(sum(numbers), 'finding')} {self.verb} in {files}"


def summary(outcomes: Sequence[Outcome], wanted: Wanted, *, writes: bool) -> Iterator[str]:
    """A line for each rule, and one for all."""
    would = "" if writes else "would be "
    fixed = Tally(f"{would}fixed", [outcome.done for outcome in outcomes])
    suppressed = Tally(f"{would}suppressed", [outcome.suppressed for outcome in outcomes])
    waiting = Counter[str]()
    for outcome in outcomes:
        waiting.update({} if wanted.unsafe or outcome.suppressed else outcome.waiting)
    for code in sorted(
        waiting.keys() | {code for file in fixed.files + suppressed.files for code in file}
    ):
        parts = [*fixed.of(code), *suppressed.of(code)]
        more = "more " if parts else ""
        parts += [f"{waiting[code]} {more}with --unsafe"] if waiting[code] else []
        yield f"{code} {catalogue.rules()[code].name}: {', '.join(parts)}"
    totals = [*fixed.total(), *suppressed.total()]
    yield from totals or [f"nothing to fix in {counted(len(outcomes), 'file')}"]
