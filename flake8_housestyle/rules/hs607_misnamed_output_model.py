"""The name of a model does not say that routes send it

Where models of the API, of the database and of the domain lie side by side, the ending of a name
tells which one a client may see. `UserResponse` is the contract; whoever adds a field to `User`
does not know that he changes an API.

Each model is reported once in a file, where a `response_model` or the annotated return of a route
first names it; lists, unions and generic pages are looked into, and need no such name themselves.
Routes whose answer is not in the OpenAPI document are left alone.

## Bad
    from fastapi import APIRouter
    from pydantic import BaseModel

    router = APIRouter()


    class UserOut(BaseModel):
        name: str


    @router.get("/users")
    async def list_users() -> list[UserOut]:
        return []

## Good
    from fastapi import APIRouter
    from pydantic import BaseModel

    router = APIRouter()


    class UserResponse(BaseModel):
        name: str


    @router.get("/users")
    async def list_users() -> list[UserResponse]:
        return []

## Fix
None: the name of the model is in the OpenAPI document, and generated clients use it.
"""

from __future__ import annotations

import ast  # noqa: TC003 (`check` is registered by its annotation)
from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import registrations
from housestyle_core.facts.model_suffixes import OutputOptions as Options
from housestyle_core.facts.model_suffixes import is_misnamed, output_message
from housestyle_core.facts.route_models import class_names, first_shown, own_model
from housestyle_core.facts.route_output import declared_output
from housestyle_core.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context


def check(
    node: ast.FunctionDef | ast.AsyncFunctionDef, context: Context, options: Options
) -> Iterator[Finding]:
    calls = registrations(node, context)
    first = first_shown(context.file) if calls else frozenset()
    for call in calls:
        for name in class_names(declared_output(call, node)):
            model = own_model(name, context.scope) if name in first else None
            if model and is_misnamed(model.name, options):
                yield Finding(name, output_message(model.name, options))
