"""What `housestyle fix` tells of what it did."""

from __future__ import annotations

import re
from collections import Counter
from difflib import unified_diff
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from housestyle_core import catalogue
from housestyle_core.command.report import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from housestyle_core.fix.passes import Wanted


class Outcome(NamedTuple):
    """What became of a file, and by rule how many findings were fixed and how many wait."""

    path: str
    old: str = ""
    new: str = ""
    done: Mapping[str, int] = MappingProxyType({})
    waiting: Mapping[str, int] = MappingProxyType({})
    typed: bool = False
    failure: str | None = None


def patch(outcome: Outcome) -> Iterator[str]:
    """The lines of a patch for a file, none where it does not change."""
    old, new = _lines(outcome.old), _lines(outcome.new)
    for line in unified_diff(old, new, outcome.path, outcome.path):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends, a carriage return counted as a part of its line."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def summary(outcomes: Sequence[Outcome], wanted: Wanted, *, writes: bool) -> Iterator[str]:
    """A line for each rule, and one for all."""
    done, waiting, files = Counter[str](), Counter[str](), Counter[str]()
    for outcome in outcomes:
        done.update(outcome.done)
        waiting.update({} if wanted.unsafe else outcome.waiting)
        files.update(outcome.done.keys())
    verb = "fixed" if writes else "would be fixed"
    for code in sorted(done | waiting):
        name = catalogue.rules()[code].name
        parts = [f"{done[code]} {verb} in {counted(files[code], 'file')}"] if done[code] else []
        more = "more " if done[code] else ""
        parts += [f"{waiting[code]} {more}with --unsafe"] if waiting[code] else []
        yield f"{code} {name}: {', '.join(parts)}"
    changed = sum(bool(outcome.done) for outcome in outcomes)
    if not changed:
        yield f"nothing to fix in {counted(len(outcomes), 'file')}"
    else:
        total = counted(done.total(), "finding")
        yield f"{total} {verb} in {changed} of {counted(len(outcomes), 'file')}"
