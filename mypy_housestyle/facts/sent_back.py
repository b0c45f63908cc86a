"""What FastAPI gets from a route handler, by its annotation or by its `return` statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.types import UnionType, get_proper_type

from housestyle_core.facts.route_output import has_no_body
from housestyle_core.record import Record
from mypy_housestyle.facts.dependencies import without_none
from mypy_housestyle.facts.given import returned, returns
from mypy_housestyle.facts.local_values import leaves, local_type, may_be_none, names_in
from mypy_housestyle.facts.routes import parameter_types, return_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.nodes import Context
    from mypy.types import Type

    from mypy_housestyle.facts.routes import Route


class Sent(Record):
    """What a handler gives: where to report it, its type, and that as far as its code bears it."""

    place: Context
    declared: Type
    possible: Type


def sent_back(route: Route) -> Iterator[Sent]:
    """What a handler gives: what its annotation says, else each returned value.

    Nothing of a generator, which FastAPI streams, and of a route that has no body by its status.
    """
    if (
        route.typed.is_generator
        or route.typed.is_async_generator
        or has_no_body(route.registration)
    ):
        return
    if route.function.returns is not None:
        if declared := return_type(route.typed):
            possible = declared if _gives_none(declared, route) else without_none(declared)
            yield Sent(route.place(route.function.returns), declared, possible)
        return
    names = names_in(route.typed, parameter_types(route.typed))
    for value, by_call in returned(route.typed) if route.is_here else ():
        is_name = isinstance(value, n.NameExpr)
        given = local_type(value, names) if is_name else by_call
        if given is not None:
            yield Sent(value, given, given)


def _gives_none(declared: Type, route: Route) -> bool:
    """Whether a function may give the None that it declares, as far as its own code tells."""
    if not isinstance(get_proper_type(declared), UnionType):
        return True
    names = names_in(route.typed, parameter_types(route.typed))
    values = [statement.expr for statement in returns(route.typed)]
    return not leaves(route.typed.body) or any(may_be_none(value, names) for value in values)
