"""Blocking call in async code

While the call waits, nothing else runs on the event loop: every other request, timeout and
heartbeat of the process waits with it. What blocks is known by the name that imports and aliases
lead to, and by the class that a receiver has in this file: constructed, annotated, opened by
`with`, kept in `self`. Receivers whose class another file tells are seen by the mypy half.

Where nobody waits for the loop only sleeps are reported: in a lifespan, the hooks for start-up and
shutdown and what only they call, in a module for a command line that runs one coroutine at a time,
and in a job of RQ.

## Bad
    import time
    from pathlib import Path

    async def read_later(path: Path) -> str:
        time.sleep(1)
        return path.read_text()

## Good
    import asyncio
    from pathlib import Path

    async def read_later(path: Path) -> str:
        await asyncio.sleep(1)
        return await asyncio.to_thread(path.read_text)

## Fix
Safe: `time.sleep(1)` becomes `await asyncio.sleep(1)`, or trio's or anyio's `sleep` where the
module has no asyncio; but unsafe below a `with`, which may hold a lock while other tasks run. What
else can wait in a thread is wrapped, as in `await asyncio.to_thread(path.read_text)`: unsafe, for
what is called must be safe to call from another thread. The imports follow. Left alone is what
`await` cannot stand in: the head of a `with`, a generator expression, a class body.
"""

from __future__ import annotations

import ast  # noqa: TC003 (`check` is registered by its annotation)
from typing import TYPE_CHECKING

from housestyle_core.facts.blocking.lookup import Options
from housestyle_core.facts.blocking.spelled import blocking_names as about
from housestyle_core.facts.blocking.spelled import can_be_any as about_any
from housestyle_core.facts.blocking.threads import async_library
from housestyle_core.facts.blocking.uses import blocking_uses
from housestyle_core.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.fix.edit import Fix
    from housestyle_core.fix.place import Place
    from housestyle_core.tree.context import Context

__all__ = ["Options", "about", "about_any", "check", "fix"]

IN_ASYNC = True
IN_THREAD = "wrap it in "
NO_CALL = ("entering ", "iterating ")


def check(
    node: ast.Call | ast.Attribute | ast.For | ast.comprehension | ast.With,
    context: Context,
    options: Options,
) -> Iterator[Finding]:
    for place, found in blocking_uses(node, context, options):
        yield Finding(place, found.message(async_library(context.file.imports)))


def fix(node: ast.Call, place: Place, _: Options) -> Fix | None:
    """`await` for a sleep; for what else a thread can wait, `await` for the thread."""
    from housestyle_core.fix.awaiting import can_await

    if node is not place.found or not can_await(node, place.context):
        return None
    if place.context.resolve(node.func) == "time.sleep":
        return _asleep(node, place)
    if IN_THREAD in place.message and not place.message.startswith(NO_CALL):
        return _in_thread(node, place)
    return None


def _asleep(node: ast.Call, place: Place) -> Fix | None:
    import libcst as cst

    from housestyle_core.fix.awaiting import holds_something
    from housestyle_core.fix.edit import Fix

    sleep = place.name(async_library(place.context.file.imports), "sleep")
    call = place.concrete(node)
    if sleep is None or call is None or len(call.args) != 1 or call.args[0].star:
        return None
    new = cst.Await(call.with_changes(func=cst.parse_expression(sleep.text)))
    safe = not holds_something(node, place.context)
    return Fix((place.replace(node, new),), sleep.imports, safe)


def _in_thread(node: ast.Call, place: Place) -> Fix | None:
    """The call's function and arguments, handed to a thread; trio and anyio take no keywords."""
    import libcst as cst

    from housestyle_core.fix.edit import Fix

    library = async_library(place.context.file.imports)
    run = place.name(library, "to_thread" if library == "asyncio" else "to_thread.run_sync")
    call = place.concrete(node)
    if run is None or call is None or (node.keywords and library != "asyncio"):
        return None
    space = call.whitespace_before_args
    comma = cst.Comma(
        whitespace_after=cst.ParenthesizedWhitespace(indent=True, last_line=space.last_line)
        if isinstance(space, cst.ParenthesizedWhitespace)
        else cst.SimpleWhitespace(" ")
    )
    function = cst.Arg(call.func, comma=comma if call.args else cst.MaybeSentinel.DEFAULT)
    called = cst.parse_expression(run.text)
    new = cst.Await(call.with_changes(func=called, args=[function, *call.args]))
    return Fix((place.replace(node, new),), run.imports, safe=False)
