"""Run the rules of the flake8 engine over many files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from housestyle_core.checker import check_tree
from housestyle_core.command.exits import CannotRunError
from housestyle_core.tree.source import UnreadableError, parse, read_lines
from housestyle_core.tree.suppress import is_file_suppressed, unsuppressed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from housestyle_core.finding import Diagnostic

# Two processes cost what 20 files cost where they are forked, 60 where they are not, and save half.
FILES_THAT_PAY_FOR_PROCESSES = 100


class Checked(NamedTuple):
    """What was found in one file, or as text why it could not be checked."""

    findings: list[Diagnostic]
    failure: str | None = None


def check_files(files: Sequence[str], jobs: int | None) -> Iterator[Checked]:
    """Check each file, in order; `jobs` is the number of processes, None for as many as pay."""
    wanted = min(jobs or os.cpu_count() or 1, len(files))
    if wanted == 1 or (jobs is None and len(files) < FILES_THAT_PAY_FOR_PROCESSES):
        return map(check_file, files)
    return _check_in_processes(files, wanted)


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


def _check_in_processes(files: Sequence[str], processes: int) -> Iterator[Checked]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    executor = ProcessPoolExecutor(processes, initializer=_leave_interrupts_to_the_parent)
    try:
        yield from executor.map(check_file, files, chunksize=1 + len(files) // (processes * 8))
    except BrokenProcessPool:
        remedy = "try again with `--jobs 1`, and report the file that it stops at"
        raise CannotRunError(f"a process that checks files died: {remedy}") from None
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
