"""What a route handler gives back, by its annotation or by what its `return` statements call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.expandtype import expand_type
from mypy.types import Instance, UnionType, get_proper_type
from mypy.typevars import fill_typevars_with_any

from housestyle_core.record import Record
from mypy_housestyle.facts.routes import awaited
from mypy_housestyle.facts.signatures import called, owner_of, signature_of
from mypy_housestyle.walk import children

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.types import ProperType, Type

RESPONSE = "starlette.responses.Response"
INNER = (n.FuncDef, n.LambdaExpr, n.ClassDef, n.Decorator)


class Given(Record):
    """A value that a handler returns, and its declared type."""

    value: n.Expression
    type: Type | None


def returned(function: n.FuncDef) -> Iterator[Given]:
    """Each value that a handler returns, with its type where declarations tell."""
    for statement in returns(function):
        if statement.expr:
            yield Given(statement.expr, declared_type(statement.expr))


def returns(function: n.FuncDef) -> Iterator[n.ReturnStmt]:
    """The `return` statements of a function, without those of inner functions."""
    stack: list[n.Node] = [function.body]
    while stack:
        node = stack.pop()
        if isinstance(node, n.ReturnStmt):
            yield node
        stack += (child for child in children(node)[::-1] if not isinstance(child, INNER))


def declared_type(value: n.Expression) -> Type | None:
    """The type of a call, awaited or not, by the declaration of what is called."""
    call = value.expr if isinstance(value, n.AwaitExpr) else value
    target = called(call.callee) if isinstance(call, n.CallExpr) else None
    if target is None:
        return None
    if isinstance(target.node, n.TypeInfo):
        return fill_typevars_with_any(target.node)
    is_plain = not isinstance(target.node, n.Decorator) or not target.node.decorators
    signature = signature_of(target.node) if is_plain else None
    given = _on_its_class(signature.ret_type, call) if signature else None
    return awaited(given) if given and isinstance(value, n.AwaitExpr) else given


def _on_its_class(returned: Type, call: n.Expression) -> Type:
    """What a method returns, with the class that it is called on in the place of `Self`."""
    callee = call.callee if isinstance(call, n.CallExpr) else None
    owner = owner_of(callee.expr) if isinstance(callee, n.MemberExpr) else None
    named = [base.self_type for base in owner.mro if base.self_type] if owner else []
    own = fill_typevars_with_any(owner) if owner else returned
    return expand_type(returned, {variable.id: own for variable in named})


def members(given: Type | None) -> Iterator[ProperType]:
    """The types that a value may be of, but for responses, which FastAPI sends as they are."""
    proper = get_proper_type(given)
    if isinstance(proper, UnionType):
        for item in proper.items:
            yield from members(item)
    elif proper is not None and not is_response(proper):
        yield proper


def is_response(given: Type | None) -> bool:
    """Whether a value is a response of its own."""
    proper = get_proper_type(given)
    return isinstance(proper, Instance) and proper.type.has_base(RESPONSE)
