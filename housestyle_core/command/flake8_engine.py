"""Run the rules of the flake8 engine over many files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from housestyle_core.checker import check_tree
from housestyle_core.command.parallel import each
from housestyle_core.record import Record
from housestyle_core.tree.source import UnreadableError, parse, read_lines
from housestyle_core.tree.suppress import is_file_suppressed, unsuppressed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from housestyle_core.finding import Diagnostic


class Checked(Record):
    """What was found in one file, or as text why it could not be checked."""

    findings: list[Diagnostic]
    failure: str | None = None


def check_files(files: Sequence[str], jobs: int | None) -> Iterator[Checked]:
    """Check each file, in order; `jobs` is the number of processes, None for as many as pay."""
    return each(check_file, files, jobs)


def check_file(path: str) -> Checked:
    """Check one file; comments that suppress findings hold."""
    try:
        lines = read_lines(path)
        if is_file_suppressed(lines):
            return Checked([])
        findings = list(check_tree(path, parse(lines), lines))
    except UnreadableError as error:
        place = ":".join(map(str, filter(None, (path, error.line, error.column))))
        return Checked([], f"{place}: not checked: {error.reason}")
    return Checked(unsuppressed(findings, lines) if findings else [])
