"""Blocking call in async code, by the type of the receiver

While the call waits, nothing else runs on the event loop: every other request, timeout and
heartbeat of the process waits with it. The class of the receiver tells, wherever it comes from:
a factory in another module, a base class, a narrowed `Optional`, a subclass of a client.

## Bad
    import queue

    class Jobs(queue.Queue[str]):
        pass

    async def next_job(jobs: Jobs) -> str:
        return jobs.get()

## Good
    import asyncio
    import queue

    class Jobs(queue.Queue[str]):
        pass

    async def next_job(jobs: Jobs) -> str:
        return await asyncio.to_thread(jobs.get)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.types import Instance, get_proper_type

from housestyle_core.blocking.lookup import Blocking, Options, find_blocking
from housestyle_core.blocking.shape import IN_MEMORY, is_excused
from mypy_housestyle.report import Finding
from mypy_housestyle.source import source_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.config import Settings
    from mypy_housestyle.call import Call, Callee

__all__ = ["Options", "check_call", "wanted"]


def wanted(callee: Callee, _: Settings, options: Options) -> Blocking | None:
    """What blocks in calls of a function, a class or a method, if anything does."""
    return find_blocking(callee.names, options)


def check_call(call: Call, found: Blocking, _: Options) -> Iterator[Finding]:
    if not call.in_async or call.is_awaitable:
        return
    if found.family.takes_buffer and _has_buffer(call):
        return
    source = source_of(call.checker.tree, call.settings)
    place = source.call(call.node) if source else None
    if place is None or not is_excused(place[0], found, place[1]):  # type: ignore[arg-type]
        yield Finding(call.node, found.message())


def _has_buffer(call: Call) -> bool:
    kinds = [get_proper_type(kind) for kinds in call.context.arg_types for kind in kinds]
    return any(
        isinstance(kind, Instance)
        and any(base.fullname.replace("_io", "io") in IN_MEMORY for base in kind.type.mro)
        for kind in kinds
    )
