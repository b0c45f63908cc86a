"""Route input without a model, where a type or another module tells

The router is imported, or of a class of the project's own; the parameter's type is an alias or a
class from elsewhere.

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

from typing import TYPE_CHECKING

from mypy.types import Instance, get_proper_type

from housestyle_core.fastapi_routes import client_parameters
from housestyle_core.loose_types import Allowed as Options  # noqa: TC001 (the settings make one)
from housestyle_core.route_input import parameter_message, raw_json, raw_json_message
from mypy_housestyle.loose_types import looseness
from mypy_housestyle.report import Finding
from mypy_housestyle.routes import follower, registers, route_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mypy.types import Type

    from housestyle_core.config import Settings
    from mypy_housestyle.call import Call, Callee
    from mypy_housestyle.routes import Route

REQUEST = "starlette.requests.Request"


def wanted(callee: Callee, _: Settings, __: Options) -> bool | None:
    return registers(callee) or None


def check_call(call: Call, _: bool, options: Options) -> Iterator[Finding]:  # noqa: FBT001 (what `wanted` gave)
    route = route_of(call)
    if route is None:
        return
    types = route.parameter_types
    yield from _loose_parameters(call, route, types, options)
    requests = {name for name, declared in types.items() if _is_request(declared)}
    for read in raw_json(route.function, requests, route.source.file.parents):
        yield Finding(route.source.place(read), raw_json_message(read))


def _loose_parameters(
    call: Call, route: Route, types: Mapping[str, Type], options: Options
) -> Iterator[Finding]:
    """The loose ones; only for these is it worth to look for `Depends` in other modules."""
    loose = {name: found for name in types if (found := looseness(types[name], options))}
    if not loose:
        return
    follow = follower(call, route.source)
    for argument, annotation in client_parameters(route.function, route.scope, follow):
        if found := loose.get(argument.arg):
            message = parameter_message(argument, annotation, found)
            yield Finding(route.source.place(annotation), message)


def _is_request(declared: Type) -> bool:
    proper = get_proper_type(declared)
    return isinstance(proper, Instance) and proper.type.has_base(REQUEST)
