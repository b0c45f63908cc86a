"""Route that an earlier one always wins over

The first route whose path fits answers. `/{user_id}` fits `/me` too, whatever type the parameter
is annotated with: a request for `/me` is answered with 422, and the function of `/me` never runs.

## Bad
    from fastapi import APIRouter

    router = APIRouter()


    @router.get("/users/{user_id}")
    async def read_user(user_id: int) -> str:
        return f"user {user_id}"


    @router.get("/users/me")
    async def read_me() -> str:
        return "me"

## Good
    from fastapi import APIRouter

    router = APIRouter()


    @router.get("/users/me")
    async def read_me() -> str:
        return "me"


    @router.get("/users/{user_id}")
    async def read_user(user_id: int) -> str:
        return f"user {user_id}"

## Fix
None: moving a function moves what it uses.
"""

from __future__ import annotations

import ast  # noqa: TC003 (`check` is registered by its annotation)
from typing import TYPE_CHECKING

from housestyle_core.facts.route_table.conflicts import conflicts
from housestyle_core.facts.route_table.wording import shadowed_message
from housestyle_core.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context


def check(_: ast.Module, context: Context) -> Iterator[Finding]:
    for conflict in conflicts(context.file):
        if not conflict.is_duplicate:
            yield Finding(conflict.route.route.written, shadowed_message(conflict))
