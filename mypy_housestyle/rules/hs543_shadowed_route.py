"""Route that an earlier one always wins over, across modules

Routers are included in an order, too: the routes of the first stand before those of the second.
Where a router comes from another module of the project, the finding is at the `include_router`
whose routes are never reached. Routers that are imported are known, too.

Where mypy is the only engine, as in the examples, it also reports what one file proves.

## Configuration
    engines = ["mypy"]

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

from typing import TYPE_CHECKING

from mypy.nodes import MypyFile  # noqa: TC002 (`check` is registered by its annotation)

from housestyle_core.facts.route_table.wording import shadowed_message
from mypy_housestyle.facts.kept_constants import keep_constants
from mypy_housestyle.facts.route_reach import conflicts_in, keep_routes
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_housestyle.module import ModuleContext

KEEPS = (keep_constants, keep_routes)


def check(node: MypyFile, context: ModuleContext) -> Iterator[Finding]:
    for place, conflict in conflicts_in(node, context):
        if not conflict.is_duplicate:
            yield Finding(place, shadowed_message(conflict))
