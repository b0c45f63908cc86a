"""The name of a model does not say that routes receive it, where types tell

The model, or the router that the handler is registered with, comes from another module, or the
router from a call.

## Bad
    from fastapi import APIRouter
    from pydantic import BaseModel


    class User(BaseModel):
        name: str


    def make_router() -> APIRouter:
        return APIRouter()


    router = make_router()


    @router.post("/users")
    async def create_user(user: User) -> None:
        print(user.name)

## Good
    from fastapi import APIRouter
    from pydantic import BaseModel


    class UserCreate(BaseModel):
        name: str


    def make_router() -> APIRouter:
        return APIRouter()


    router = make_router()


    @router.post("/users")
    async def create_user(user: UserCreate) -> None:
        print(user.name)

## Fix
None: the name of the model is in the OpenAPI document, and generated clients use it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import client_parameters
from housestyle_core.facts.model_suffixes import InputOptions as Options
from housestyle_core.facts.model_suffixes import input_message, is_misnamed
from housestyle_core.facts.route_models import class_names, first_inputs
from mypy_housestyle.facts.named_models import named_models
from mypy_housestyle.facts.routes import REGISTRATIONS, route_of
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_housestyle.call import Call

ABOUT = REGISTRATIONS


def check_call(call: Call, _: str, options: Options) -> Iterator[Finding]:
    route = route_of(call)
    if route is None:
        return
    first = first_inputs(route.source.file)
    for parameter in client_parameters(route.function, route.scope):
        for name in class_names(parameter.annotation):
            for model in named_models(name, call) if name in first else ():
                if model.name == _last(name) and is_misnamed(model.name, options):
                    place = route.source.place(name)
                    yield Finding(place, input_message(model.name, options))


def _last(name: ast.Name | ast.Attribute) -> str:
    """The name without what is before its dot: an alias may stand for an injected value."""
    return name.id if isinstance(name, ast.Name) else name.attr
