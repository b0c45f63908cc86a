"""Await of the outside world without a timeout

A peer that accepts and never answers holds the request that waits for it, its database session and
its place in the pool, until the process ends. Reported are calls that wait for ever by default
(the output of a process, `asyncio.open_connection`, queries of asyncpg) and `timeout=None` where a
library has a default. httpx waits 5 seconds and aiohttp 300: `longest` says how long a default may
be.

Left alone are calls in `asyncio.timeout`, `asyncio.wait_for`, `anyio.fail_after` and the like, with
a `timeout`, of a client that was made with one or comes from elsewhere, and of a process that the
same function kills.

## Bad
    import asyncio

    async def version() -> bytes:
        process = await asyncio.create_subprocess_exec("git", "--version", stdout=-1)
        output, _ = await process.communicate()
        return output

## Good
    import asyncio

    async def version() -> bytes:
        process = await asyncio.create_subprocess_exec("git", "--version", stdout=-1)
        async with asyncio.timeout(10):
            output, _ = await process.communicate()
        return output

## Fix
None: only the author knows how long the answer may take.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.await_timeouts import (
    WAITS,
    Options,
    awaited_name,
    find_wait,
    unlimited,
)
from housestyle_core.facts.modules import is_test
from housestyle_core.finding import Finding
from housestyle_core.tree.names import last_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context, File

__all__ = ["Options", "about", "applies", "check"]


def applies(file: File, options: Options) -> bool:
    """Whether the file can await one of the calls."""
    return file.can_reach((*WAITS, *options.awaitables)) and not is_test(file.relative)


def about(options: Options) -> frozenset[str]:
    return last_names((*WAITS, *options.awaitables))


def check(node: ast.Await, context: Context, options: Options) -> Iterator[Finding]:
    call = node.value
    if not isinstance(call, ast.Call):
        return
    name = awaited_name(call.func, context)
    wait = find_wait((name,), options) if name else None
    if wait and (message := unlimited(call, wait, options, context)):
        yield Finding(call, message)
