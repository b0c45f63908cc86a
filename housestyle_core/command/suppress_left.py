"""`housestyle fix --add-noqa`: suppress what the fixes left."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from housestyle_core.checker import BROKEN_RULE, check_tree
from housestyle_core.fix.suppressing import suppressed
from housestyle_core.fix.text import read_text
from housestyle_core.tree.source import parse
from housestyle_core.tree.suppress import is_file_suppressed, unsuppressed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from housestyle_core.command.fix_report import Outcome
    from housestyle_core.finding import Diagnostic
    from housestyle_core.fix.passes import Wanted


def suppress_left(
    outcome: Outcome, typed: Sequence[Diagnostic], wanted: Wanted, reason: str | None
) -> Outcome:
    """A file with comments on what its fixes left.

    `typed` is what mypy found in the old text. Where that was fixed mypy has to look again.
    """
    was_fixed = outcome.new != outcome.old
    flake8 = _found_by_flake8(outcome, wanted) if wanted.flake8 else []
    result = suppressed(outcome.new, flake8, () if was_fixed else typed, reason)
    return outcome._replace(
        new=result.text,
        typed=bool(typed) and (was_fixed or result.text != outcome.new),
        suppressed=result.done,
        left=result.left,
    )


def unsuppressable(outcome: Outcome) -> Iterator[str]:
    """What to tell of findings that no comment can suppress."""
    for found in outcome.left:
        place = f"{found.path}:{found.line}:{found.column}"
        yield f"{place}: {found.rule.code} not suppressed: no comment can stand there"


def reason(text: str) -> str:
    """The text of a comment that an option takes."""
    if not text.strip() or not text.isprintable():
        raise argparse.ArgumentTypeError("give the reason in one line")
    return text.strip()


def _found_by_flake8(outcome: Outcome, wanted: Wanted) -> list[Diagnostic]:
    lines = read_text(outcome.new).lines
    if is_file_suppressed(lines):
        return []
    found = check_tree(outcome.path, parse(lines), lines, wanted.codes)
    return unsuppressed([item for item in found if item.rule is not BROKEN_RULE], lines)
