"""Response model that the returned value cannot become

FastAPI makes the response model of what the handler returns, field by field, and answers 500 where
it cannot. Neither a type checker nor a test with a mocked client sees that: `response_model=` and
the type of the return are not compared by anyone.

It is judged as FastAPI does it, not by subtyping: an object's attributes and properties count as
fields, scalars are converted where Pydantic converts them, an alias hides the name of a field
unless `populate_by_name` allows it.

A handler that declares what it returns is judged by that; but for `None`, where it never returns
it. One that declares nothing is judged by what its `return` statements call, by its parameters, and
by its names that get one value or have a type written to them.

## Bad
    from fastapi import FastAPI
    from pydantic import BaseModel

    app = FastAPI()


    class User(BaseModel):
        name: str


    class UserResponse(BaseModel):
        name: str
        email: str


    @app.get("/me", response_model=UserResponse)
    async def read_me() -> User:
        return User(name="a")

## Good
    from fastapi import FastAPI
    from pydantic import BaseModel

    app = FastAPI()


    class User(BaseModel):
        name: str
        email: str
        password: str


    class UserResponse(BaseModel):
        name: str
        email: str


    @app.get("/me", response_model=UserResponse)
    async def read_me() -> User:
        return User(name="a", email="a@example.org", password="secret")

## Fix
None: only you know whether the model or the returned value is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.types import AnyType, NoneType, get_proper_type

from housestyle_core.facts.fastapi_routes import keyword
from housestyle_core.facts.field_metadata import may_convert
from mypy_housestyle.facts.becomes import World, misfit
from mypy_housestyle.facts.given import members
from mypy_housestyle.facts.kept_text import depend_on_text, keep_text
from mypy_housestyle.facts.misfit_messages import misfit_message
from mypy_housestyle.facts.routes import REGISTRATIONS, follower, route_of
from mypy_housestyle.facts.sent_back import sent_back
from mypy_housestyle.facts.type_expressions import spelled_type
from mypy_housestyle.facts.written_dependencies import Reader, depend
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.nodes import Expression

    from mypy_housestyle.call import Call
    from mypy_housestyle.facts.routes import Route

KEEPS = (keep_text,)
ABOUT = REGISTRATIONS


def check_call(call: Call, _: str) -> Iterator[Finding]:
    expression = _response_model(call.node)
    model = get_proper_type(spelled_type(expression)) if expression else None
    if model is None or isinstance(model, AnyType | NoneType):
        return
    route = route_of(call)
    world = World(call.checker, call.settings, set(), set())
    if route is None or route.is_wrapped or _is_converted(route, world):
        return
    for place, declared, possible in sent_back(route):
        for member in members(possible):
            found = misfit(member, model, world)
            if found:
                message = misfit_message(declared, model, found, call.checker.options)
                yield Finding(place, message)
                break
    tree = call.checker.tree
    depend(Reader(call.checker, call.settings, tree, world.names), [model])
    depend_on_text(world.modules, tree, call.checker)


def _response_model(call: Expression) -> Expression | None:
    names = zip(call.arg_names, call.args, strict=True)  # type: ignore[attr-defined]
    return next((value for name, value in names if name == "response_model"), None)


def _is_converted(route: Route, world: World) -> bool:
    """Whether the metadata of an `Annotated` in the response model may convert anything."""
    written = keyword(route.registration, "response_model")
    tree = world.checker.tree
    follow = follower(world, route.source, tree, world.modules)
    return written is None or may_convert(written, route.around, follow)
