"""Route input without a model, where a type or another module tells

What one file does not show is seen here: the router is imported, or of a class of the project's
own; or the parameter's type is an alias or a class from another module.

## Bad
    from typing import Any, NewType

    from fastapi import FastAPI

    app = FastAPI()
    Payload = NewType("Payload", dict[str, Any])


    @app.post("/users")
    async def create_user(payload: Payload) -> None:
        print(payload["name"])

## Good
    from fastapi import FastAPI
    from pydantic import BaseModel

    app = FastAPI()


    class UserCreate(BaseModel):
        name: str


    @app.post("/users")
    async def create_user(payload: UserCreate) -> None:
        print(payload.name)

## Fix
None: only you know what the client may send.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mypy.types import Instance, get_proper_type

from housestyle_core.facts.fastapi_routes import client_parameters
from housestyle_core.facts.loose_parameters import Options, loose_input, parameter_message
from housestyle_core.facts.loose_types import Allowed
from housestyle_core.facts.route_input import raw_json, raw_json_message
from mypy_housestyle.facts.endpoints import registered
from mypy_housestyle.facts.kept_text import depend_on_text, keep_text
from mypy_housestyle.facts.loose_types import looseness
from mypy_housestyle.facts.routes import (
    REGISTRATIONS,
    SOCKETS,
    follower,
    parameter_types,
    route_of,
)
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mypy.types import Type

    from mypy_housestyle.call import Call
    from mypy_housestyle.facts.routes import Route

REQUEST = "starlette.requests.Request"
KEEPS = (keep_text,)
ABOUT = REGISTRATIONS | SOCKETS


def check_call(call: Call, _: str, options: Options) -> Iterator[Finding]:
    function = registered(call)
    types = parameter_types(function) if function else {}
    allowed = Allowed(options.allow_dataclasses, options.allow_typed_dicts)
    is_loose = any(looseness(declared, allowed) for declared in types.values())
    requests = {name for name, declared in types.items() if _is_request(declared)}
    route = route_of(call) if is_loose or requests else None
    if route is None:
        return
    if is_loose:
        yield from _loose_parameters(call, route, types, options)
    for read in raw_json(route.function, requests, route.home.file.parents):
        yield Finding(route.place(read), raw_json_message(read))


def _loose_parameters(
    call: Call, route: Route, types: Mapping[str, Type], options: Options
) -> Iterator[Finding]:
    """The loose ones, for which it is worth to look for `Depends` in other modules."""
    has_body = SOCKETS.isdisjoint(call.callee.names)
    seen: set[str] = set()
    follow = follower(call, route.home, route.tree, seen, to_classes=False)
    for parameter in client_parameters(route.function, route.scope, follow):
        look = partial(looseness, types.get(parameter.argument.arg))
        if found := loose_input(parameter, route.function, route.home.file.parents, look, options):
            message = parameter_message(parameter, found, has_body=has_body)
            yield Finding(route.place(parameter.annotation), message)
    depend_on_text(seen, call.checker.tree, call.checker)


def _is_request(declared: Type) -> bool:
    proper = get_proper_type(declared)
    return isinstance(proper, Instance) and proper.type.has_base(REQUEST)
