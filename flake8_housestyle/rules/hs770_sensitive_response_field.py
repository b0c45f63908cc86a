"""A secret in what a route sends

A response model that has the password hash of a user sends it to everybody who may read the user,
to the log of each proxy and into the caches of browsers. It comes in unnoticed, with a base class
or with a model that is nested in another.

The rule looks at the models that routes send, with those inside them, for fields with telling names
that hold text: passwords and their hashes, secrets, private keys and tokens. `SecretStr`, flags,
dates, excluded fields and those with a serializer are clean, and so are tokens in the answer to a
login (`LoginResponse`, `Token`, `ApiKeyCreated`), and what was made for the client just now
(`GeneratedPassword`, `KeyPairResponse`) or is there to be handed out (`UserWithCredentials`).

## Bad
    from fastapi import APIRouter
    from pydantic import BaseModel

    router = APIRouter()


    class UserResponse(BaseModel):
        name: str
        hashed_password: str


    @router.get("/me")
    async def read_me() -> UserResponse:
        return UserResponse(name="Ann", hashed_password="…")

## Good
    from fastapi import APIRouter
    from pydantic import BaseModel

    router = APIRouter()


    class UserResponse(BaseModel):
        name: str


    @router.get("/me")
    async def read_me() -> UserResponse:
        return UserResponse(name="Ann")

## Fix
None: whether clients need the field, and what they are to get instead, only you know.
"""

from __future__ import annotations

import ast  # noqa: TC003 (`check` is registered by its annotation)
from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import registrations
from housestyle_core.facts.route_models import class_names, first_outputs, own_model
from housestyle_core.facts.route_output import declared_output
from housestyle_core.facts.sensitive_fields import (
    Options,
    is_about_secrets,
    left_out,
    sensitive_field,
    sensitive_message,
)
from housestyle_core.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context


def check(
    node: ast.FunctionDef | ast.AsyncFunctionDef, context: Context, options: Options
) -> Iterator[Finding]:
    for call in registrations(node, context):
        without = left_out(call)
        for name in class_names(declared_output(call, node)) if without is not None else ():
            model = own_model(name, context.scope)
            if model is None or name not in first_outputs(context.file):
                continue
            found = sensitive_field(model, context.scope, options)
            is_meant = found in (without or ()) or is_about_secrets(model.name)
            if found and not is_meant:
                yield Finding(name, sensitive_message(model.name, found))
