"""Values that a function computes when they are first asked for, and keeps.

It is what `housestyle_core.facts.blocking.memos` tells of a file, by mypy's nodes.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.server.subexpr import get_subexpressions

from mypy_housestyle.facts.bindings import BINDERS, KEEPERS, targets
from mypy_housestyle.facts.signatures import name_of
from mypy_housestyle.walk import children, is_within, statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    Path = tuple[str, ...]


def is_first_use(place: n.Expression, function: n.FuncDef) -> bool:
    """Whether code at a place in a function runs only until the function has kept what it makes.

    It stands in `if self._x is None:` or `if self._x.closed:`, which sets `self._x`, or behind a
    `return` of it.
    """
    asked = [*_asked(function.body, place)]
    kept = {*set_in(function)} if asked else set()
    return any(_path(value) in kept and _outlives(value, kept) for value in asked if _path(value))


def _asked(
    block: n.Block, place: n.Expression, test: n.Expression | None = None
) -> Iterator[n.Expression]:
    """What is missing where code in a block runs, as the `test` for it or an `if` before it tells.

    Below a test of its own what the block returns is not looked at.
    """
    if test is not None:
        yield from _missing(test)
    for index, statement in enumerate(block.body):
        if is_within(place, statement):
            for before in block.body[:index] if test is None else ():
                yield from _returned(before)
            yield from _asked_within(statement, place)
            return


def _asked_within(statement: n.Statement, place: n.Expression) -> Iterator[n.Expression]:
    for inner in children(statement):
        if isinstance(inner, n.Block) and any(is_within(place, part) for part in inner.body):
            test = None
            if isinstance(statement, n.IfStmt) and inner in statement.body:
                test = statement.expr[statement.body.index(inner)]
            yield from _asked(inner, place, test)


def _missing(test: n.Expression) -> list[n.Expression]:
    """What is not there, or no longer good for anything, where a condition holds."""
    match test:
        case n.ComparisonExpr(operators=["is"], operands=[value, n.NameExpr(name="None")]):
            return [value]
        case n.UnaryExpr(op="not", expr=value):
            return [value, *_missing(value)]
        case n.OpExpr(op="and", left=left, right=right):
            return _missing(left) + _missing(right)
        case n.OpExpr(op="or", left=left, right=right):
            others = {*map(_path, _missing(right))}
            return [value for value in _missing(left) if _path(value) in others]
        case n.CallExpr(callee=n.MemberExpr(expr=value)) | n.MemberExpr(expr=value):
            return [value]
    return []


def _returned(statement: n.Statement) -> list[n.Expression]:
    """What a statement returns if it is there."""
    match statement:
        case n.IfStmt(
            expr=[test, *_], body=[n.Block(body=[n.ReturnStmt(expr=n.Expression() as value)]), *_]
        ) if _path(value) == _path(_present(test)):
            return [value]
    return []


def _present(test: n.Expression) -> n.Expression:
    """What is there where a condition holds."""
    match test:
        case n.ComparisonExpr(operators=["is not"], operands=[value, n.NameExpr(name="None")]):
            return value
    return test


def _outlives(value: n.Expression, kept: set[Path]) -> bool:
    """Whether a value is of nothing that the call makes, be it a variable or another `self`."""
    root = value
    while isinstance(root, n.MemberExpr):
        root = root.expr
    if not isinstance(root, n.NameExpr) or root.kind != n.LDEF:
        return True
    is_object = isinstance(root.node, n.Var) and (root.node.is_self or root.node.is_cls)
    return is_object and _path(root) not in kept


def _path(value: n.Expression) -> Path:
    """The names of `self.session.client`; none of what begins with anything but a name."""
    if isinstance(value, n.NameExpr):
        return (name_of(value),)
    around = _path(value.expr) if isinstance(value, n.MemberExpr) else ()
    return (*around, name_of(value)) if around else ()


def set_in(function: n.FuncDef) -> Iterator[Path]:
    """The paths of what a function, or one in it, gives a value."""
    for node in chain(statements(function), get_subexpressions(function)):
        if type(node) in BINDERS or type(node) in KEEPERS:
            for target in targets(node):
                yield from map(_path, _parts(target))


def _parts(target: n.Expression) -> Iterator[n.Expression]:
    """A target, or what is unpacked into."""
    match target:
        case n.TupleExpr(items=items) | n.ListExpr(items=items):
            for item in items:
                yield from _parts(item)
        case n.StarExpr(expr=inner):
            yield from _parts(inner)
        case _:
            yield target
