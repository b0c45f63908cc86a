"""The name of a model does not say that routes send it, where types tell

The model, or the router, comes from another module or from a call, or behind an alias.

## Bad
    # routes.py
    from fastapi import FastAPI
    from pydantic import BaseModel

    app = FastAPI()


    class User(BaseModel):
        name: str


    Users = list[User]


    @app.get("/users")
    async def list_users() -> Users:
        return []

## Good
    # routes.py
    from fastapi import FastAPI
    from pydantic import BaseModel

    app = FastAPI()


    class UserResponse(BaseModel):
        name: str


    Users = list[UserResponse]


    @app.get("/users")
    async def list_users() -> Users:
        return []

## Fix
None: the name of the model is in the OpenAPI document, and generated clients use it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from housestyle_core.facts.model_suffixes import OutputOptions as Options
from housestyle_core.facts.model_suffixes import is_misnamed, output_message
from housestyle_core.facts.route_models import class_names, first_shown
from housestyle_core.facts.route_output import declared_output
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
    first = first_shown(route.source.file)
    for name in class_names(declared_output(route.registration, route.function)):
        for model in named_models(name, call) if name in first else ():
            if is_misnamed(model.name, options):
                place = route.source.place(name)
                yield Finding(place, output_message(model.name, options))
