"""Path parameter that the handler does not take, through other modules

What one file does not show is seen here: the router, or its class, comes from another module of
the project, or a dependency does, and with it what it takes from the path; so does a constant in
the path or a prefix. What is wrong with routes of another module below a prefix of this one is
told where the router is included.

Where mypy is the only engine, as in the examples, it also reports what one file proves.

## Configuration
    engines = ["mypy"]

## Bad
    from fastapi import Depends, FastAPI

    app = FastAPI()


    def current_user() -> str:
        return "me"


    @app.get("/users/{user_id}")
    async def read_user(user: str = Depends(current_user)) -> str:
        return user

## Good
    from fastapi import Depends, FastAPI

    app = FastAPI()


    def current_user(user_id: int) -> str:
        return f"user {user_id}"


    @app.get("/users/{user_id}")
    async def read_user(user: str = Depends(current_user)) -> str:
        return user

## Fix
None: only you know which of the two names is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import MypyFile  # noqa: TC002 (`check` is registered by its annotation)

from housestyle_core.facts.route_table.prefix_names import all_mismatches
from housestyle_core.facts.route_table.table import route_table
from mypy_housestyle.facts.kept_constants import keep_constants
from mypy_housestyle.facts.route_reach import keep_routes, route_modules
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_housestyle.module import ModuleContext

KEEPS = (keep_constants, keep_routes)


def check(node: MypyFile, context: ModuleContext) -> Iterator[Finding]:
    if found := route_modules(node, context):
        source, modules = found
        reach = modules.reach
        for place, message in all_mismatches(route_table(source.file, reach), reach):
            yield Finding(source.place(place), message)
        modules.depend()
