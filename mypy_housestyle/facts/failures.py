"""Code that runs because something failed, and code whose failure is caught on the spot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n

from mypy_housestyle.facts.signatures import fullname_of

if TYPE_CHECKING:
    from mypy_housestyle.facts.references import Body

WRONG_SHAPE = frozenset(
    f"builtins.{name}" for name in ("KeyError", "LookupError", "AttributeError", "TypeError")
)
STATUSES = ("status", "status_code")
SUCCEEDS = {"ok": True, "is_success": True, "is_error": False}
FIRST_FAILURE = 299


def is_caught(node: n.Node, body: Body) -> bool:
    """Whether a `try` around a node catches what a missing key or another type raises."""
    for parent in body.around(node):
        if isinstance(parent, n.FuncItem):
            return False
        if isinstance(parent, n.TryStmt) and node is parent.body:
            caught = {fullname_of(each) for kind in parent.types for each in _classes(kind)}
            if caught & WRONG_SHAPE:
                return True
        node = parent
    return False


def is_after_failure(node: n.Node, body: Body) -> bool:
    """Whether a node is in an `except`, or in the branch for a status that tells a failure."""
    for parent in body.around(node):
        match parent:
            case n.FuncItem():
                return False
            case n.TryStmt() if node in parent.handlers:
                return True
            case n.IfStmt() if node in parent.body:
                if _succeeded(parent.expr[parent.body.index(node)]) is False:
                    return True
            case n.IfStmt() if node is parent.else_body and _succeeded(parent.expr[0]):
                return True
        node = parent
    return False


def _classes(kind: n.Expression | None) -> list[n.Expression]:
    return kind.items if isinstance(kind, n.TupleExpr) else [kind] if kind else []


def _succeeded(test: n.Expression) -> bool | None:
    """What a test that holds says of a response; None if it says nothing."""
    match test:
        case n.UnaryExpr(op="not"):
            found = _succeeded(test.expr)
            return None if found is None else not found
        case n.MemberExpr():
            return SUCCEEDS.get(test.name)
        case n.ComparisonExpr(operators=[operator], operands=[n.MemberExpr(name=name), status]):
            return _compared(operator, status) if name in STATUSES else None
    return None


def _compared(operator: str, status: n.Expression) -> bool | None:
    if not isinstance(status, n.IntExpr):
        return False if operator in ("!=", "not in") else None
    if operator in ("==", "!="):
        is_success = status.value < FIRST_FAILURE
        return is_success if operator == "==" else False if is_success else None
    if status.value < FIRST_FAILURE:
        return None
    return {"<": True, "<=": True, ">": False, ">=": False}.get(operator)
