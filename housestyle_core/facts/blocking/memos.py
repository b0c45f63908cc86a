"""Values that a function computes when they are first asked for, and keeps."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.blocking.within import nodes_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from housestyle_core.tree.context import Context

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
BLOCKS = ("body", "orelse", "finalbody")


def is_first_use(node: ast.AST, context: Context) -> bool:
    """Whether code runs only until its function has kept what it makes.

    It stands in `if self._x is None:` or `if self._x.closed:`, which sets `self._x`, or behind a
    `return` of it.
    """
    inner = node
    for above in context.parents(node):
        if isinstance(above, ast.If) and inner in above.body:
            kept = _missing(above.test)
        else:
            kept = [*_returned(inner, above)]
        if any(_is_kept(value, context) for value in kept):
            return True
        if isinstance(above, FUNCTIONS):
            return False
        inner = above
    return False


def _missing(test: ast.expr) -> list[ast.expr]:
    """What is not there, or no longer good for anything, where a condition holds."""
    match test:
        case ast.Compare(left=left, ops=[ast.Is()], comparators=[ast.Constant(value=None)]):
            return [left]
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return [operand, *_missing(operand)]
        case ast.BoolOp(op=ast.And(), values=values):
            return [value for part in values for value in _missing(part)]
        case ast.BoolOp(op=ast.Or(), values=[first, *others]):
            rest = [{ast.unparse(value) for value in _missing(other)} for other in others]
            return [
                value
                for value in _missing(first)
                if all(ast.unparse(value) in part for part in rest)
            ]
        case ast.Call(func=ast.Attribute(value=value)) | ast.Attribute(value=value):
            return [value]
    return []


def _returned(statement: ast.AST, above: ast.AST) -> Iterator[ast.expr]:
    """What earlier statements of the same block return if it is there."""
    for before in _before(statement, above):
        match before:
            case ast.If(test=test, body=[ast.Return(value=ast.expr() as value)]):
                kept = _present(test)
                if ast.unparse(kept) == ast.unparse(value):
                    yield kept


def _before(statement: ast.AST, above: ast.AST) -> Sequence[ast.stmt]:
    for field in BLOCKS:
        block = getattr(above, field, None)
        if isinstance(block, list) and statement in block:
            return block[: block.index(statement)]
    return ()


def _present(test: ast.expr) -> ast.expr:
    """What is there where a condition holds."""
    match test:
        case ast.Compare(left=left, ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]):
            return left
    return test


def _is_kept(value: ast.expr, context: Context) -> bool:
    """Whether the function sets `value`, of the module, of its class or of its instance."""
    root = value
    while isinstance(root, ast.Attribute):
        root = root.value
    if not isinstance(root, ast.Name) or not _outlives(root.id, context):
        return False
    written = ast.unparse(value)
    return any(
        isinstance(node, ast.Name | ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and ast.unparse(node) == written
        for node in nodes_in(context.function or context.file.tree)
    )


def _outlives(name: str, context: Context) -> bool:
    found = context.scope.find(name)
    is_of_module = found is not None and found[0].parent is None
    return is_of_module or context.scope.class_of_self(name) is not None
