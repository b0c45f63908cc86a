"""The same work for many files, in processes where that pays."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

from housestyle_core.command.exits import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")

# Two processes cost what 20 files cost where they are forked, 60 where they are not, and save half.
FILES_THAT_PAY_FOR_PROCESSES = 100


def each(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int | None
) -> Iterator[Result]:
    """What `work` gives for each item, in order; `jobs` processes do it, or as many as pay."""
    wanted = min(jobs or os.cpu_count() or 1, len(items))
    if wanted == 1 or (jobs is None and len(items) < FILES_THAT_PAY_FOR_PROCESSES):
        return map(work, items)
    return _in_processes(work, items, wanted)


def _in_processes(
    work: Callable[[Item], Result], items: Sequence[Item], processes: int
) -> Iterator[Result]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    executor = ProcessPoolExecutor(processes, initializer=_leave_interrupts_to_the_parent)
    try:
        yield from executor.map(work, items, chunksize=1 + len(items) // (processes * 8))
    except BrokenProcessPool:
        remedy = "try again with `--jobs 1`, and report the file that it stops at"
        raise CannotRunError(f"a process that checks files died: {remedy}") from None
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
