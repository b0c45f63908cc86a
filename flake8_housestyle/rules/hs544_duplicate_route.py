"""The same method and path registered twice

The first route answers, the function of the second never runs. FastAPI says nothing of it, and the
OpenAPI document shows the second one's description for the first one's behaviour.

## Bad
    from fastapi import APIRouter

    router = APIRouter()


    @router.get("/users")
    async def read_users() -> list[str]:
        return ["a"]


    @router.get("/users")
    async def search_users(text: str) -> list[str]:
        return [text]

## Good
    from fastapi import APIRouter

    router = APIRouter()


    @router.get("/users")
    async def read_users() -> list[str]:
        return ["a"]


    @router.get("/users/search")
    async def search_users(text: str) -> list[str]:
        return [text]

## Fix
None: only you know which of the two is meant.
"""

from __future__ import annotations

import ast  # noqa: TC003 (`check` is registered by its annotation)
from typing import TYPE_CHECKING

from housestyle_core.facts.route_table.conflicts import conflicts
from housestyle_core.facts.route_table.wording import duplicate_message
from housestyle_core.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context


def check(_: ast.Module, context: Context) -> Iterator[Finding]:
    for conflict in conflicts(context.file):
        if conflict.is_duplicate:
            yield Finding(conflict.route.route.written, duplicate_message(conflict))
