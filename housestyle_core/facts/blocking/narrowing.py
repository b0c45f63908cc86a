"""Objects whose class the function around asks for, and so runs another method of the name."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.blocking.within import nodes_in

if TYPE_CHECKING:
    from housestyle_core.tree.context import Context


def is_ruled_out(use: ast.expr, owner: str, context: Context) -> bool:
    """Whether a test says that the object of `use` is not of the class `owner` there.

    After `if isinstance(store, Store): return` it is another one, as it is in the body below a test
    for another class. What `match` finds out is not followed: it leaves a doubt.
    """
    asked = _object(use)
    if not owner or asked is None or context.function is None:
        return False
    text = ast.unparse(asked)
    for node in nodes_in(context.function):
        match node:
            case ast.Match(subject=subject) if ast.unparse(subject) == text:
                return True
            case ast.Call(func=ast.Name(id="isinstance"), args=[tested, kind]) if (
                ast.unparse(tested) == text
            ):
                is_owner = ast.unparse(kind).rpartition(".")[2] == owner
                if is_owner != _holds(node, use, context):
                    return True
    return False


def _object(use: ast.expr) -> ast.expr | None:
    """What a method is called on, a property read, a loop run over."""
    match use:
        case ast.Call(func=ast.Attribute(value=value)):
            return value
        case ast.Call():
            return None
        case ast.Attribute(value=value) | ast.Subscript(value=value):
            return value if isinstance(use.ctx, ast.Load) else None
    return use


def _holds(test: ast.Call, use: ast.expr, context: Context) -> bool:
    """Whether a test is known to be true where `use` stands."""
    around = context.file.parents.get(test)
    is_negated = isinstance(around, ast.UnaryOp) and isinstance(around.op, ast.Not)
    return _is_below(test, use, context) != is_negated


def _is_below(test: ast.Call, use: ast.expr, context: Context) -> bool:
    tests = {test, *context.parents(test)}
    inner: ast.AST = use
    for parent in context.parents(use):
        if isinstance(parent, ast.If | ast.IfExp) and parent.test in tests:
            return inner in parent.body if isinstance(parent, ast.If) else inner is parent.body
        if isinstance(parent, ast.BoolOp) and parent in tests:
            return isinstance(parent.op, ast.And)
        inner = parent
    return any(isinstance(parent, ast.Assert) for parent in tests)
