"""Body on a status that has none, through other modules

What one file does not show is seen here: the router, or its class, comes from another module of
the project, or the type that the handler returns does.

Where mypy is the only engine, as in the examples, it also reports what one file proves.

## Configuration
    engines = ["mypy"]

## Bad
    from fastapi import FastAPI
    from pydantic import BaseModel

    app = FastAPI()


    class User(BaseModel):
        name: str


    @app.delete("/users/{user_id}", status_code=204)
    async def delete_user(user_id: int) -> User:
        return User(name="a")

## Good
    from fastapi import FastAPI

    app = FastAPI()


    @app.delete("/users/{user_id}", status_code=204)
    async def delete_user(user_id: int) -> None:
        return None

## Fix
None: only you know whether the body or the status is meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import MypyFile  # noqa: TC002 (`check` is registered by its annotation)

from housestyle_core.facts.bodiless import bodies
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
        for route in route_table(source.file, modules.reach).routes:
            for place, message in bodies(route, modules.follow):
                yield Finding(source.place(place), message)
        modules.depend()
