"""Where an `await` can be put into code that runs in an `async def`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context

FORBIDDING = (ast.ClassDef, ast.GeneratorExp, ast.withitem)


def can_await(node: ast.expr, context: Context) -> bool:
    """Whether an `await` at `node` is valid and means the same to the code around it.

    A class body knows none, a generator expression becomes an asynchronous one with it, and what
    `with` is about has to be an object that can be entered.
    """
    if not context.in_async or context.in_annotation or context.quoted:
        return False
    return not any(isinstance(above, FORBIDDING) for above in _within_function(node, context))


def holds_something(node: ast.expr, context: Context) -> bool:
    """Whether `node` is in the body of a `with`, which may hold a lock or a transaction open."""
    return any(isinstance(above, ast.With) for above in _within_function(node, context))


def _within_function(node: ast.expr, context: Context) -> Iterator[ast.AST]:
    """The nodes around `node` up to the function that it runs in."""
    for above in context.parents(node):
        if above is context.function:
            return
        yield above
