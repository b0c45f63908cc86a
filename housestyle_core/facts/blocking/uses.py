"""Where a node of a file calls what blocks: by a call, or as `with`, `for` and `list(…)` do."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.blocking.lookup import CONSUMERS, find_blocking, properties
from housestyle_core.facts.blocking.shape import is_awaited, is_excused
from housestyle_core.facts.blocking.spelled import may_be_known
from housestyle_core.facts.infer import called_name, infer_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.facts.blocking.lookup import Blocking, Options
    from housestyle_core.tree.context import Context

LOOPS = (ast.For, ast.comprehension, ast.With)


def blocking_uses(
    node: ast.AST, context: Context, options: Options
) -> Iterator[tuple[ast.expr, Blocking]]:
    """Each expression with what blocks there, but for those known not to."""
    for place, name in _uses(node, context):
        found = find_blocking((name,), options)
        if found and not is_excused(place, found, context):
            yield place, found


def may_block(node: ast.AST, context: Context, options: Options) -> bool:
    """Whether a node is worth a look, by its type and its name."""
    kind = node.__class__
    if kind is ast.Call or kind is ast.Attribute:
        return may_be_known(node, context, options)  # type: ignore[arg-type]
    return kind in LOOPS


def _uses(node: ast.AST, context: Context) -> Iterator[tuple[ast.expr, str]]:
    """What a node calls, by name."""
    match node:
        case ast.Call():
            yield from _called(node, context)
        case ast.Attribute(value=value, attr=name, ctx=ast.Load()) if name in properties():
            if kind := infer_type(value, context):
                yield node, f"{kind}.@{name}"
        case ast.For(iter=items) | ast.comprehension(iter=items):
            if kind := infer_type(items, context):
                yield items, f"{kind}.__iter__"
        case ast.With(items=items):
            for item in items:
                if kind := infer_type(item.context_expr, context):
                    yield item.context_expr, f"{kind}.__enter__"


def _called(node: ast.Call, context: Context) -> Iterator[tuple[ast.expr, str]]:
    if not is_awaited(node, context) and (name := called_name(node.func, context)):
        yield node, name
    consumes = bool(node.args) and context.resolve(node.func) in CONSUMERS
    if consumes and (kind := infer_type(node.args[0], context)):
        yield node.args[0], f"{kind}.__iter__"
