"""The name of a model does not say that routes receive it

`UserCreate` or `CreateUserRequest` is what a client may fill, `User` may be anything. One name for
both directions is how an `id` or `is_admin` comes to be accepted because the answer has it.

Each model is reported once in a file, where a route first takes it as its body.

## Bad
    from fastapi import APIRouter
    from pydantic import BaseModel

    router = APIRouter()


    class User(BaseModel):
        name: str


    @router.post("/users")
    async def create_user(user: User) -> None:
        print(user.name)

## Good
    from fastapi import APIRouter
    from pydantic import BaseModel

    router = APIRouter()


    class UserCreate(BaseModel):
        name: str


    @router.post("/users")
    async def create_user(user: UserCreate) -> None:
        print(user.name)

## Fix
None: the name of the model is in the OpenAPI document, and generated clients use it.
"""

from __future__ import annotations

import ast  # noqa: TC003 (`check` is registered by its annotation)
from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import client_parameters, registrations
from housestyle_core.facts.model_suffixes import InputOptions as Options
from housestyle_core.facts.model_suffixes import input_message, is_misnamed
from housestyle_core.facts.route_models import class_names, first_inputs, own_model
from housestyle_core.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context


def check(
    node: ast.FunctionDef | ast.AsyncFunctionDef, context: Context, options: Options
) -> Iterator[Finding]:
    if not registrations(node, context):
        return
    first = first_inputs(context.file)
    for parameter in client_parameters(node, context.scope):
        for name in class_names(parameter.annotation):
            model = own_model(name, context.scope) if name in first else None
            if model and is_misnamed(model.name, options):
                yield Finding(name, input_message(model.name, options))
