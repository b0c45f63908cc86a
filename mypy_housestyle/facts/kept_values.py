"""Whether a function may keep a value that it asks for, as mypy's nodes tell (see `memos`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n

from mypy_housestyle.facts.bindings import BINDERS, KEEPERS, targets
from mypy_housestyle.facts.signatures import name_of
from mypy_housestyle.walk import descendants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_housestyle.facts.code import Function

    Path = tuple[str, ...]


def may_be_first(line: int, function: Function) -> bool:
    """Whether an `if` asks for what the function sets: around a line, or before it to return."""
    asked = {
        path
        for condition in function.conditions
        for value in _asked(condition, line)
        if (path := _lasting(value))
    }
    return bool(asked) and not asked.isdisjoint(set_in(function.node))


def _asked(condition: n.IfStmt, line: int) -> list[n.Expression]:
    """What an `if` finds missing before a line in it, or returns before one behind it."""
    if condition.line > line:
        return []
    test = condition.expr[0]
    if condition.end_line is None or line <= condition.end_line:
        return _missing(test)
    match condition.body[0].body:
        case [n.ReturnStmt(expr=n.Expression() as value)]:
            return [value] if _path(value) == _path(_present(test)) else []
    return []


def _missing(test: n.Expression) -> list[n.Expression]:
    """What may be missing, or no longer good for anything, where a condition holds."""
    match test:
        case n.ComparisonExpr(operators=["is"], operands=[value, n.NameExpr(name="None")]):
            return [value]
        case n.UnaryExpr(op="not", expr=value):
            return [value, *_missing(value)]
        case n.OpExpr(left=left, right=right):
            return _missing(left) + _missing(right)
        case n.CallExpr(callee=n.MemberExpr(expr=value)) | n.MemberExpr(expr=value):
            return [value]
    return []


def _present(test: n.Expression) -> n.Expression:
    """What is there where a condition holds."""
    match test:
        case n.ComparisonExpr(operators=["is not"], operands=[value, n.NameExpr(name="None")]):
            return value
    return test


def _lasting(value: n.Expression) -> Path:
    """The path of what may outlive the call; empty for a local variable and anything else."""
    root = value
    while isinstance(root, n.MemberExpr):
        root = root.expr
    if isinstance(root, n.NameExpr) and root.kind == n.LDEF:
        is_object = isinstance(root.node, n.Var) and (root.node.is_self or root.node.is_cls)
        return _path(value) if is_object else ()
    return _path(value)


def _path(value: n.Expression) -> Path:
    """The names of `self.session.client`; none of what begins with anything but a name."""
    if isinstance(value, n.NameExpr):
        return (name_of(value),)
    around = _path(value.expr) if isinstance(value, n.MemberExpr) else ()
    return (*around, name_of(value)) if around else ()


def set_in(function: n.FuncDef) -> Iterator[Path]:
    """The paths of what a function, or one in it, gives a value."""
    for node in descendants(function):
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
