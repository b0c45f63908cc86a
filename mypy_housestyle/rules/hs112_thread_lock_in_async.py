"""A lock of threads in async code, by its type

A coroutine that holds a `threading` lock across an `await` lets others run meanwhile, in the same
thread: the next one to want the lock stops that thread, and with it the coroutine that would let
go. The type tells what is a lock, wherever it was made: in another module, in a base class, behind
a generic one. What is left alone is the same as by file.

## Bad
    import threading
    from contextvars import ContextVar

    current: ContextVar[threading.Lock] = ContextVar("current")

    async def refresh(store) -> None:
        with current.get():
            await store.refresh()

## Good
    import asyncio
    from contextvars import ContextVar

    current: ContextVar[asyncio.Lock] = ContextVar("current")

    async def refresh(store) -> None:
        async with current.get():
            await store.refresh()

## Fix
None: threads that share the lock cannot use one of `asyncio`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from housestyle_core.facts.thread_locks import (
    LOCKS,
    MYPY_NAMES,
    Options,
    acquired_fault,
    entered_fault,
)
from mypy_housestyle.facts.source import source_of
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_housestyle.call import Call

__all__ = ["ABOUT", "Options", "check_call"]

ABOUT = {
    f"{name}.{method}": lock
    for name, lock in [*MYPY_NAMES.items(), *((lock, lock) for lock in LOCKS)]
    for method in ("__enter__", "acquire")
}
"""What enters or acquires a lock, by the names that mypy has for it: the class of the lock."""


def check_call(call: Call, lock: str, options: Options) -> Iterator[Finding]:
    source = source_of(call.checker.tree, call.settings) if call.in_async else None
    if source is None:
        return
    fault = None
    if entered := source.entered(call.node):
        fault = entered_fault(lock, entered, options)
    elif written := source.call(call.node):
        fault = acquired_fault(lock, *written, options)
    if fault:
        yield Finding(call.node, fault)
