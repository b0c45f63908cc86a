"""A lock of threads in async code

A coroutine that holds a `threading` lock across an `await` lets others run meanwhile, in the same
thread: the next one to want the lock stops that thread, and with it the coroutine that would let
go. The process hangs for good. An `RLock` or `Condition` hangs nothing, for its own thread may take
it again, and so it keeps no other coroutine out either. A semaphore, and an `acquire` that is not
followed by its `release`, wait for work that somebody else does.

A few lines without an `await` under a lock that threads share are left alone, unless `held` is
`at-all`, and so is an `acquire` that does not wait. Waiting on an event, a queue or a thread is
the matter of blocking-call-in-async.

## Bad
    import threading

    lock = threading.Lock()

    async def refresh(store) -> None:
        with lock:
            await store.refresh()

## Good
    import asyncio

    lock = asyncio.Lock()

    async def refresh(store) -> None:
        async with lock:
            await store.refresh()

## Fix
None: threads that share the lock cannot use one of `asyncio`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.handlers import last_name
from housestyle_core.facts.infer import infer_type
from housestyle_core.facts.thread_locks import LOCKS, Options, acquired_fault, entered_fault
from housestyle_core.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context

__all__ = ["ABOUT", "Options", "check"]

ABOUT = {"acquire"}


def check(node: ast.With | ast.Call, context: Context, options: Options) -> Iterator[Finding]:
    if isinstance(node, ast.With):
        if context.in_async:
            yield from _entered(node, context, options)
    elif last_name(node.func) == "acquire" and isinstance(node.func, ast.Attribute):
        lock = infer_type(node.func.value, context) if context.in_async else None
        if lock in LOCKS and (fault := acquired_fault(lock, node, context, options)):
            yield Finding(node, fault)


def _entered(node: ast.With, context: Context, options: Options) -> Iterator[Finding]:
    for item in node.items:
        lock = infer_type(item.context_expr, context)
        if lock in LOCKS and (fault := entered_fault(lock, node, options)):
            yield Finding(item.context_expr, fault)
