"""The same method and path registered twice, across modules

Two routers of different modules may have the same method and path below their prefixes. The one
that is included first answers, and the finding is at the `include_router` of the other. Routers
that are imported are known, too.

Where mypy is the only engine, as in the examples, it also reports what one file proves.

## Configuration
    engines = ["mypy"]

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

from typing import TYPE_CHECKING

from mypy.nodes import MypyFile  # noqa: TC002 (`check` is registered by its annotation)

from housestyle_core.facts.route_table.wording import duplicate_message
from mypy_housestyle.facts.kept_constants import keep_constants
from mypy_housestyle.facts.route_reach import conflicts_in, keep_routes
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_housestyle.module import ModuleContext

KEEPS = (keep_constants, keep_routes)


def check(node: MypyFile, context: ModuleContext) -> Iterator[Finding]:
    for place, conflict in conflicts_in(node, context):
        if conflict.is_duplicate:
            yield Finding(place, duplicate_message(conflict))
