"""An event loop that is handled by hand

The framework makes the loop, runs it and closes it. Code that makes, sets or runs one of its own
has two of them sooner or later: futures of one that are awaited in the other, callbacks that never
run, a loop that nobody closes. `asyncio.get_event_loop` gives the loop that runs where one does,
and otherwise fails or makes another: `asyncio.get_running_loop` says what is meant. And
`asyncio.run` fails wherever a loop runs already: in every coroutine.

Synchronous code that runs a coroutine to its end (`asyncio.run`, `run_until_complete`, with or
without a loop made for it) is the matter of sync-async-mix alone. What a program, a job, a thread
or a test starts with is left alone: the main guard, `main()` and `run()` of a module, commands,
tasks of a queue, migrations, scripts.

## Bad
    import asyncio

    async def resize(image: bytes) -> bytes:
        loop = asyncio.get_event_loop()
        return await loop.run_in_executor(None, shrink, image)

    def shrink(image: bytes) -> bytes: ...

## Good
    import asyncio

    async def resize(image: bytes) -> bytes:
        return await asyncio.to_thread(shrink, image)

    def shrink(image: bytes) -> bytes: ...

## Fix
Safe: `asyncio.get_event_loop()` in a coroutine becomes `asyncio.get_running_loop()`. Elsewhere the
author has to say whose loop is meant.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.entry_points import starts_program
from housestyle_core.facts.event_loop import is_loop
from housestyle_core.facts.handlers import last_name
from housestyle_core.facts.loop_bridges import bridges_in, is_runner, may_bridge, own_calls
from housestyle_core.finding import Finding
from housestyle_core.record import Record
from housestyle_core.tree.excerpt import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.fix.edit import Fix
    from housestyle_core.fix.place import Place
    from housestyle_core.tree.context import Context, File

LEAVE_IT = "write `async def` functions, and leave the loop to the framework"
FAULTS = {
    "get_event_loop": "gives the loop that runs in coroutines alone, elsewhere an error or "
    "another: write `asyncio.get_running_loop()`",
    "new_event_loop": f"makes a loop that somebody has to run and close: {LEAVE_IT}",
    "run_forever": f"runs a loop by hand: {LEAVE_IT}",
    "set_event_loop": f"puts a loop in place of the one that runs: {LEAVE_IT}",
}
RUNS = {"run", "run_until_complete"}
ABOUT = FAULTS.keys() | RUNS
NESTED = "fails in a coroutine, where a loop runs already: write `await`"


class Options(Record):
    """`allow`: names that the project may call, of those in `asyncio` and `run_forever`."""

    allow: tuple[str, ...] = ()


def applies(file: File, _: Options) -> bool:
    """Whether the file can get at a loop."""
    return may_bridge(file)


def check(node: ast.Call, context: Context, options: Options) -> Iterator[Finding]:
    name = last_name(node.func)
    if context.in_async and name in RUNS:
        if is_runner(node, context) and not context.file.imports("nest_asyncio"):
            yield Finding(node, f"`{excerpt(node.func)}` {NESTED}")
    elif name in FAULTS and name not in options.allow and _is_at_fault(node, name, context):
        yield Finding(node, f"`{excerpt(node.func)}` {FAULTS[name]}")


def _is_at_fault(node: ast.Call, name: str, context: Context) -> bool:
    return (
        _is_manual(node, context)
        and not _is_part_of_more(name, context)
        and not starts_program(node, context)
    )


def _is_manual(node: ast.Call, context: Context) -> bool:
    if isinstance(next(iter(node.args), None), ast.Constant):
        return False  # `set_event_loop(None)` puts away what a loop of somebody else left
    if last_name(node.func) == "run_forever":
        return isinstance(node.func, ast.Attribute) and is_loop(node.func.value, context)
    return context.resolve(node.func) == f"asyncio.{last_name(node.func)}"


def _is_part_of_more(name: str, context: Context) -> bool:
    """Whether the function makes a loop for this, or runs a coroutine in it."""
    if context.function is None:
        return False
    if bridges_in(context):
        return True
    return name != "new_event_loop" and any(
        context.resolve(call.func) == "asyncio.new_event_loop"
        for call in own_calls(context.function)
    )


def fix(node: ast.Call, place: Place, _: Options) -> Fix | None:
    """The loop that runs, where one runs for certain."""
    from housestyle_core.fix.edit import Fix

    running = place.name("asyncio", "get_running_loop")
    is_getter = place.context.resolve(node.func) == "asyncio.get_event_loop"
    if not is_getter or node is not place.found or not place.context.in_async or running is None:
        return None
    if place.source(node) is None:
        return None
    return Fix((place.replace(node, f"{running.text}()"),), running.imports)
