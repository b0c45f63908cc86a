"""What a route handler gives back, by its annotation or by what its `return` statements call."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import mypy.nodes as n
from mypy.types import Instance, UnionType, get_proper_type
from mypy.typevars import fill_typevars_with_any

from housestyle_core.facts.route_output import has_no_body
from mypy_housestyle.facts.routes import awaited
from mypy_housestyle.facts.signatures import called, signature_of
from mypy_housestyle.walk import children

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.nodes import Context
    from mypy.types import ProperType, Type

    from mypy_housestyle.facts.routes import Route

RESPONSE = "starlette.responses.Response"
INNER = (n.FuncDef, n.LambdaExpr, n.ClassDef, n.Decorator)


class Given(NamedTuple):
    """A value that a handler returns, and its declared type."""

    value: n.Expression
    type: Type | None


def returned(function: n.FuncDef) -> Iterator[Given]:
    """Each value that a handler returns, with its type where declarations tell."""
    stack: list[n.Node] = [function.body]
    while stack:
        node = stack.pop()
        if isinstance(node, n.ReturnStmt) and node.expr:
            yield Given(node.expr, declared_type(node.expr))
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
    given = signature.ret_type if signature else None
    return awaited(given) if given and isinstance(value, n.AwaitExpr) else given


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


def sent_back(route: Route) -> Iterator[tuple[Context, Type]]:
    """What a handler gives, with where to report it: the annotation, else each returned value.

    Nothing of a generator, which FastAPI streams, and of a route that has no body by its status.
    """
    if (
        route.typed.is_generator
        or route.typed.is_async_generator
        or has_no_body(route.registration)
    ):
        return
    if route.function.returns is not None:
        if route.return_type is not None:
            yield route.place(route.function.returns), route.return_type
        return
    for value, declared in returned(route.typed) if route.is_here else ():
        if declared is not None:
            yield value, declared
