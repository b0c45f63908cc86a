"""Synchronous code that runs coroutines

A synchronous function that runs a coroutine works until somebody calls it from a coroutine, where
it fails or blocks the loop for as long as the work takes; in each call it makes connections and
clients of a loop that ends with it. So does a class that keeps two copies of a method, one for
each world: they drift apart, and the synchronous one blocks where it is called by mistake.

What a program, a job, a thread or a test starts with is left alone: the main guard, `main()` and
`run()` of a module, commands, tasks of a queue, handlers of AWS Lambda (`event, context`),
migrations, scripts. So are private methods, properties, overloads, and two methods of which one
calls the other, as `asyncio.to_thread(self.load_sync)` does. A loop that is made
or set without running a coroutine, and `asyncio.run` in a coroutine, are the matter of
manual-event-loop alone.

## Bad
    import asyncio

    async def fetch(name: str) -> bytes: ...

    def load(name: str) -> bytes:
        return asyncio.run(fetch(name))

## Good
    async def fetch(name: str) -> bytes: ...

    async def load(name: str) -> bytes:
        return await fetch(name)

## Fix
None: every caller has to become a coroutine too.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.entry_points import starts_program
from housestyle_core.facts.handlers import last_name
from housestyle_core.facts.loop_bridges import BRIDGE_NAMES, bridges_in, is_bridge, may_bridge
from housestyle_core.finding import Finding, Span
from housestyle_core.record import Record
from housestyle_core.tree.excerpt import excerpt
from housestyle_core.tree.names import last_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context, File

NO_CALLS = frozenset({"cached_property", "overload", "property", "setter"})
PREFIX, SUFFIX = "sync_", "_sync"


class Options(Record):
    """`bridges`: dotted names of more functions that run a coroutine for synchronous code.
    `allow-twins`: `sync_` or `_sync`, the part of a name by which a second copy of a method may
    be told, as for the tasks of a queue.
    """

    bridges: tuple[str, ...] = ()
    allow_twins: tuple[str, ...] = ()


def applies(file: File, options: Options) -> bool:
    """Whether anything in the file is a coroutine, or can run one."""
    return not file.is_stub and (
        ast.AsyncFunctionDef in file.kinds or may_bridge(file) or file.can_reach(options.bridges)
    )


def about(options: Options) -> frozenset[str]:
    return BRIDGE_NAMES | last_names(options.bridges)


def check(node: ast.Call | ast.ClassDef, context: Context, options: Options) -> Iterator[Finding]:
    if isinstance(node, ast.ClassDef):
        yield from _twins(node, options)
    elif not context.in_async and is_bridge(node, context, options.bridges):
        in_function = bridges_in(context, options.bridges)
        if in_function[:1] in ([], [node]) and not starts_program(node, context):
            yield Finding(node, _message(node, context))


def _message(node: ast.Call, context: Context) -> str:
    shown = excerpt(node.func)
    if context.function is None:
        return (
            f"`{shown}` runs a coroutine while the module is imported: call it in `main()`, or "
            "`await` when the application starts"
        )
    functions = [above for above in context.parents(node) if isinstance(above, ast.FunctionDef)]
    name = functions[-1].name if functions else "__"
    remedy = "move it to" if name.startswith("__") else f"make `{name}`"
    return (
        f"`{shown}` runs a coroutine in a synchronous function: {remedy} an `async def` and "
        "`await` there"
    )


def _twins(node: ast.ClassDef, options: Options) -> Iterator[Finding]:
    coroutines = {
        method.name: method for method in node.body if isinstance(method, ast.AsyncFunctionDef)
    }
    for method in node.body if coroutines else ():
        if not isinstance(method, ast.FunctionDef) or not _is_public(method):
            continue
        for mark, name in _partners(method.name):
            other = coroutines.get(name)
            if other and mark not in options.allow_twins and not _are_linked(method, other):
                end = method.col_offset + len(f"def {method.name}".encode())
                place = Span(method.lineno, method.col_offset, method.lineno, end)
                yield Finding(
                    place,
                    f"`{method.name}` does again what `{name}` does: keep the `async def`, and "
                    "`await` it",
                )


def _is_public(method: ast.FunctionDef) -> bool:
    """Whether a method is for others to call, and is neither a property nor an overload."""
    kinds = {last_name(decorator) for decorator in method.decorator_list}
    return not method.name.startswith("_") and kinds.isdisjoint(NO_CALLS)


def _partners(name: str) -> Iterator[tuple[str, str]]:
    if name.startswith(PREFIX):
        yield PREFIX, name.removeprefix(PREFIX)
    if name.endswith(SUFFIX):
        yield SUFFIX, name.removesuffix(SUFFIX)


def _are_linked(method: ast.FunctionDef, other: ast.AsyncFunctionDef) -> bool:
    """Whether one of two methods uses the other."""
    return _names(method, other.name) or _names(other, method.name)


def _names(function: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> bool:
    return any(
        isinstance(node, ast.Attribute | ast.Name) and last_name(node) == name
        for node in ast.walk(function)
    )
