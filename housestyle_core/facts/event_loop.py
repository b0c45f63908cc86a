"""Event loops of asyncio, and where code that runs in one lets others run."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from housestyle_core.facts.handlers import last_name, own_nodes
from housestyle_core.facts.infer import infer_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from housestyle_core.tree.context import Context

LOOP = "asyncio.AbstractEventLoop"
LOOP_NAME = re.compile(r"_*(?:[a-z]+_)*loop")
SUSPENSIONS = (ast.Await, ast.AsyncFor, ast.AsyncWith, ast.Yield, ast.YieldFrom)


def is_loop(expression: ast.expr, context: Context) -> bool:
    """Whether an expression is an event loop: by its class, or by a name such as `self._loop`."""
    kind = infer_type(expression, context)
    if kind and not kind.startswith("typing."):
        return kind == LOOP
    return bool(LOOP_NAME.fullmatch(last_name(expression)))


def suspensions(body: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """Where these statements may let other coroutines run, functions that they define aside."""
    for node in own_nodes(body):
        if isinstance(node, SUSPENSIONS) or (isinstance(node, ast.comprehension) and node.is_async):
            yield node
