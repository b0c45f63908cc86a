"""Calls by which synchronous code runs a coroutine to its end."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.facts.handlers import last_name, own_nodes
from housestyle_core.facts.infer import infer_type

if TYPE_CHECKING:
    from collections.abc import Collection

    from housestyle_core.tree.context import Context, File
    from housestyle_core.tree.scopes import FunctionNode

LIBRARIES = ("anyio", "asgiref", "asyncio", "trio", "uvloop")
RUN_FUNCTIONS = frozenset(f"{library}.run" for library in ("anyio", "asyncio", "trio", "uvloop"))
RUNNER = "asyncio.Runner"
OF_A_LOOP = "run_until_complete"
CONVERTER = "asgiref.sync.async_to_sync"
BRIDGE_NAMES = frozenset({"run", OF_A_LOOP, "async_to_sync"})


def may_bridge(file: File) -> bool:
    """Whether a file imports anything that runs coroutines."""
    return file.imports(*LIBRARIES) or any(
        target.endswith(f".{OF_A_LOOP}") for target in file.scope.imported
    )


def is_runner(call: ast.Call, context: Context) -> bool:
    """Whether a call runs a coroutine in a loop of its own: `asyncio.run`, `run_until_complete`."""
    name = last_name(call.func)
    if name == "run":
        return context.resolve(call.func) in RUN_FUNCTIONS or _is_of_runner(call.func, context)
    is_awaited = isinstance(context.file.parents.get(call), ast.Await)
    return name == OF_A_LOOP and len(call.args) + len(call.keywords) == 1 and not is_awaited


def is_bridge(call: ast.Call, context: Context, more: Collection[str] = ()) -> bool:
    """Whether a call lets synchronous code run a coroutine; `more` are further dotted names."""
    if is_runner(call, context):
        return True
    if last_name(call.func) not in BRIDGE_NAMES and not more:
        return False
    name = context.resolve(call.func)
    return name == CONVERTER or name in more


def bridges_in(context: Context, more: Collection[str] = ()) -> list[ast.Call]:
    """The bridges in the function around, in the order of the file."""
    function = context.function
    calls = own_calls(function) if function else ()
    return [call for call in calls if is_bridge(call, context, more)]


@lru_cache(maxsize=1)
def own_calls(function: FunctionNode) -> tuple[ast.Call, ...]:
    """The calls that a function makes itself, in the order of the file."""
    body = function.body if isinstance(function.body, list) else [function.body]
    calls = (node for node in own_nodes(body) if isinstance(node, ast.Call))
    return tuple(sorted(calls, key=lambda call: (call.lineno, call.col_offset)))


def _is_of_runner(function: ast.expr, context: Context) -> bool:
    return isinstance(function, ast.Attribute) and infer_type(function.value, context) == RUNNER
