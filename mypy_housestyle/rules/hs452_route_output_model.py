"""Route output without a model, where a type or another module tells

What one file does not show is seen here: the router is imported, or of a class of the project's
own; the return type is an alias or a class from another module; or what the handler gives comes
from a call.

## Bad
    from typing import Any, NewType

    from fastapi import FastAPI

    app = FastAPI()
    Payload = NewType("Payload", dict[str, Any])


    @app.get("/users")
    async def read_user() -> Payload:
        return Payload({"name": "a"})

## Good
    from fastapi import FastAPI
    from pydantic import BaseModel

    app = FastAPI()


    class UserResponse(BaseModel):
        name: str


    @app.get("/users")
    async def read_user() -> UserResponse:
        return UserResponse(name="a")

## Fix
None: only you know what the client may see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.types import (
    AnyType,
    Instance,
    TypedDictType,
    TypeOfAny,
    UnionType,
    get_proper_type,
)

from housestyle_core.facts.loose_types import Allowed as Options
from housestyle_core.facts.loose_types import looseness as written_looseness
from housestyle_core.facts.route_output import (
    annotation_message,
    declared_output,
    gives_data,
    is_exempt,
    missing_message,
)
from mypy_housestyle.facts.endpoints import registered
from mypy_housestyle.facts.given import is_response, returned
from mypy_housestyle.facts.loose_types import looseness
from mypy_housestyle.facts.routes import REGISTRATIONS, return_type, route_of
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.types import Type

    from mypy_housestyle.call import Call
    from mypy_housestyle.facts.routes import Route

ABOUT = REGISTRATIONS


def check_call(call: Call, _: str, options: Options) -> Iterator[Finding]:
    route = route_of(call) if _may_be_loose(call, options) else None
    if route is None or is_exempt(route.registration, route.function, route.around):
        return
    declared = declared_output(route.registration, route.function)
    if declared is None:
        if route.is_first and (gives_data(route.function, route.scope) or _gives_typed_data(route)):
            place = route.source.place(route.registration)
            yield Finding(place, missing_message(route.function))
    elif declared is route.function.returns:
        if loose := looseness(return_type(route.typed), options):
            yield Finding(route.place(declared), annotation_message(declared, loose))
    elif loose := written_looseness(declared, route.around, options):
        yield Finding(route.source.place(declared), annotation_message(declared, loose))


def _may_be_loose(call: Call, options: Options) -> bool:
    """Whether the source has to tell what a route sends back, or its declared type is loose."""
    function = registered(call)
    if function is None:
        return False
    if "response_model" in getattr(call.node, "arg_names", ()):
        return True
    declared = return_type(function)
    proper = get_proper_type(declared)
    is_missing = isinstance(proper, AnyType) and proper.type_of_any == TypeOfAny.unannotated
    return declared is None or is_missing or looseness(declared, options) is not None


def _gives_typed_data(route: Route) -> bool:
    """Whether a call that is returned gives data by its declared type."""
    return route.is_here and any(_is_data(given) for _, given in returned(route.typed))


def _is_data(declared: Type | None) -> bool:
    proper = get_proper_type(declared)
    match proper:
        case UnionType(items=parts):
            return all(_is_data(part) for part in parts)
        case Instance(type=info):
            return not is_response(proper) and info.fullname != "builtins.object"
    return isinstance(proper, TypedDictType)
