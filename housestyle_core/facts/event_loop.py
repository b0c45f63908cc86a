"""Event loops of asyncio, and where code that runs in one lets others run."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from housestyle_core.facts.handlers import SCOPES, last_name
from housestyle_core.facts.infer import infer_type
from housestyle_core.tree.walk import children

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from housestyle_core.tree.context import Context

LOOP = "asyncio.AbstractEventLoop"
LOOP_NAME = r"_*(?:[a-z]+_)*loop"
LATER = (*SCOPES, ast.Lambda)
SUSPENSIONS = (ast.Await, ast.AsyncFor, ast.AsyncWith, ast.Yield, ast.YieldFrom)


def is_loop(expression: ast.expr, context: Context) -> bool:
    """Whether an expression is an event loop: by its class, or by a name such as `self._loop`."""
    kind = infer_type(expression, context)
    if kind is None and isinstance(expression, ast.Name) and _is_entered(expression.id, context):
        return False
    if kind and not kind.startswith("typing."):
        return kind == LOOP
    return bool(re.fullmatch(LOOP_NAME, last_name(expression)))


def _is_entered(name: str, context: Context) -> bool:
    """Whether `with` gives the name its value: a group of tasks, a runner, but no loop."""
    found = context.scope.find(name)
    return found is not None and any(isinstance(item.node, ast.withitem) for item in found[1])


def suspensions(body: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """Where these statements may let other coroutines run, functions that they define aside.

    A generator expression lets them run where it is used up, which may be elsewhere.
    """
    stack = [*body]
    while stack:
        node = stack.pop()
        if isinstance(node, SUSPENSIONS) or (isinstance(node, ast.comprehension) and node.is_async):
            yield node
        if isinstance(node, ast.GeneratorExp):
            stack.append(node.generators[0].iter)
        elif not isinstance(node, LATER):
            stack += children(node)
