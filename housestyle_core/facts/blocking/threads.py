"""Calls that are handed to a thread, and the library that does so in a file."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.blocking.within import calls_in
from housestyle_core.tree.names import last_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from housestyle_core.tree.context import Context

OFFLOADERS = frozenset(
    {
        "anyio.to_thread.run_sync",
        "asgiref.sync.sync_to_async",
        "asyncio.to_thread",
        "fastapi.concurrency.iterate_in_threadpool",
        "fastapi.concurrency.run_in_threadpool",
        "fastapi.responses.StreamingResponse",
        "starlette.concurrency.iterate_in_threadpool",
        "starlette.concurrency.run_in_threadpool",
        "starlette.responses.StreamingResponse",
        "trio.to_thread.run_sync",
    }
)
EXECUTOR_METHODS = frozenset({"run_in_executor", "run_sync", "submit"})
OFFLOADER_NAMES = EXECUTOR_METHODS | last_names(OFFLOADERS)


def async_library(imports: Callable[[str], bool]) -> str:
    """The library that remedies take their functions from: another one where it stands alone.

    `imports` tells whether the file imports a package.
    """
    if imports("asyncio"):
        return "asyncio"
    return next(filter(imports, ("trio", "anyio")), "asyncio")


def runs_in_thread(node: ast.expr, context: Context, *, lazy: bool) -> bool:
    """Whether a thread iterates: over this call, or over the generator expression around it."""
    inner: ast.AST = node
    for parent in context.parents(node):
        is_iterator = isinstance(inner, ast.GeneratorExp) or (lazy and inner is node)
        is_later = is_iterator and (inner is node or not _is_first_source(node, inner))
        if is_iterator and isinstance(parent, ast.Call) and is_offloader(parent, context):
            return is_later
        if isinstance(parent, ast.stmt):
            return is_later and _is_handed_on(parent, context)
        inner = parent
    return False


def has_twin_in_thread(node: ast.expr, context: Context) -> bool:
    """Whether a condition decides between this call and the same one made by a thread."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    method = ast.dump(node.func)
    return any(isinstance(above, ast.If) for above in context.parents(node)) and any(
        any(ast.dump(given) == method for given in call.args) and is_offloader(call, context)
        for call in calls_in(context.function or context.file.tree)
        if call is not node
    )


def is_offloader(call: ast.Call, context: Context) -> bool:
    """Whether a call hands its arguments to a thread."""
    method = call.func.attr if isinstance(call.func, ast.Attribute) else None
    return context.resolve(call.func) in OFFLOADERS or method in EXECUTOR_METHODS


def _is_handed_on(statement: ast.stmt, context: Context) -> bool:
    """Whether an iterator gets a name that is then given to a thread."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return any(
                any(isinstance(given, ast.Name) and given.id == name for given in call.args)
                and is_offloader(call, context)
                for call in calls_in(context.function or context.file.tree)
            )
    return False


def _is_first_source(node: ast.expr, generator: ast.AST) -> bool:
    """Whether `node` is in what a generator expression runs over, which is made at once."""
    return isinstance(generator, ast.GeneratorExp) and any(
        inner is node for inner in ast.walk(generator.generators[0].iter)
    )
