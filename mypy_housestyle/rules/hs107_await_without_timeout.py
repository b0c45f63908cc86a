"""Await of the outside world without a timeout, by the type of the receiver

A peer that accepts and never answers holds the request that waits for it, its database session and
its place in the pool, until the process ends. Types tell what a container holds and what a function
of another module gives.

## Bad
    from asyncio.subprocess import Process

    async def run(named: list[tuple[str, Process]]) -> None:
        for name, process in named:
            print(name, await process.communicate())

## Good
    import asyncio
    from asyncio.subprocess import Process

    async def run(named: list[tuple[str, Process]]) -> None:
        for name, process in named:
            async with asyncio.timeout(10):
                print(name, await process.communicate())

## Fix
None: only the author knows how long the answer may take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from housestyle_core.facts.await_timeouts import WAITS, Options, Wait, find_wait, unlimited
from housestyle_core.facts.blocking.public_names import names_written
from housestyle_core.facts.modules import is_test
from mypy_housestyle.facts.source import source_of
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.config import Settings
    from mypy_housestyle.call import Call, Callee

__all__ = ["Options", "check_call", "wanted", "words"]


def words(options: Options) -> frozenset[str]:
    return names_written((*WAITS, *options.awaitables))


def wanted(callee: Callee, _: Settings, options: Options) -> Wait | None:
    """How long a call waits by default, if it is one of those that may wait long."""
    return find_wait(callee.names, options)


def check_call(call: Call, wait: Wait, options: Options) -> Iterator[Finding]:
    source = source_of(call.checker.tree, call.settings)
    written = source and source.call(call.node)
    if written is None or is_test(written[1].file.relative):
        return
    if message := unlimited(written[0], wait, options, written[1]):
        yield Finding(call.node, message)
