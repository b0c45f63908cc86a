"""Route input without a model

What a client sends is checked by nobody: a wrong key or type fails deep in the code, as a 500, and
the OpenAPI document says nothing of the body.

A mapping to scalars (`dict[str, float]`), and free JSON that `Body(...)` declares with `embed`, a
description, an example or a schema, are clean until the handler reads a literal key of them. So is
data for a model that only the running handler knows.

## Bad
    from typing import Any

    from fastapi import APIRouter

    router = APIRouter()


    @router.post("/users")
    async def create_user(payload: dict[str, Any]) -> None:
        print(payload["name"])

## Good
    from fastapi import APIRouter
    from pydantic import BaseModel

    router = APIRouter()


    class UserCreate(BaseModel):
        name: str


    @router.post("/users")
    async def create_user(payload: UserCreate) -> None:
        print(payload.name)

## Fix
None: only you know what the client may send.
"""

from __future__ import annotations

import ast  # noqa: TC003 (`check` is registered by its annotation)
from functools import partial
from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import REQUESTS, client_parameters
from housestyle_core.facts.loose_parameters import Options, loose_input, parameter_message
from housestyle_core.facts.loose_types import looseness
from housestyle_core.facts.route_handlers import routes_of, websockets_of
from housestyle_core.facts.route_input import raw_json, raw_json_message
from housestyle_core.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context


def check(
    node: ast.FunctionDef | ast.AsyncFunctionDef, context: Context, options: Options
) -> Iterator[Finding]:
    has_body = bool(routes_of(node, context))
    if not has_body and not websockets_of(node, context):
        return
    requests = set()
    parents = context.file.parents
    for parameter in client_parameters(node, context.scope):
        annotation = parameter.annotation
        look = partial(looseness, annotation, context.scope)
        if loose := loose_input(parameter, node, parents, look, options):
            yield Finding(annotation, parameter_message(parameter, loose, has_body=has_body))
        elif context.resolve(annotation) in REQUESTS:
            requests.add(parameter.argument.arg)
    for call in raw_json(node, requests, parents):
        yield Finding(call, raw_json_message(call))
