"""Route output without a model

Whatever the handler puts into its dictionary leaves the process: nothing filters a password hash,
nothing notices a renamed key, and the OpenAPI document says nothing of the answer.

## Bad
    from fastapi import APIRouter

    router = APIRouter()


    @router.get("/users/{user_id}")
    async def read_user(user_id: int):
        return {"id": user_id}

## Good
    from fastapi import APIRouter
    from pydantic import BaseModel

    router = APIRouter()


    class UserResponse(BaseModel):
        id: int


    @router.get("/users/{user_id}")
    async def read_user(user_id: int) -> UserResponse:
        return UserResponse(id=user_id)

## Fix
None: only you know what the client may see.
"""

from __future__ import annotations

import ast  # noqa: TC003 (`check` is registered by its annotation)
from typing import TYPE_CHECKING

from housestyle_core.facts.loose_types import Allowed as Options
from housestyle_core.facts.loose_types import looseness
from housestyle_core.facts.route_handlers import routes_of
from housestyle_core.facts.route_output import (
    annotation_message,
    declared_output,
    gives_data,
    is_exempt,
    missing_message,
)
from housestyle_core.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context


def check(
    node: ast.FunctionDef | ast.AsyncFunctionDef, context: Context, options: Options
) -> Iterator[Finding]:
    for call in routes_of(node, context):
        if is_exempt(call, node, context.scope):
            continue
        declared = declared_output(call, node)
        if declared is None:
            if gives_data(node, context.scope):
                yield Finding(call, missing_message(node))
                return
        elif loose := looseness(declared, context.scope, options):
            yield Finding(declared, annotation_message(declared, loose))
            return
