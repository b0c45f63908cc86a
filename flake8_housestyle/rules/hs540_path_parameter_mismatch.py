"""Path parameter that the handler does not take

What stands in braces in the path is part of the request, and nothing complains where the function
has no parameter of that name: a renamed one becomes a required query parameter, a forgotten one is
not looked at. Dependencies count, and so does a request whose path the function may read.

A prefix is there for many routes, and one that does not need what it names may leave it. So a
parameter of `APIRouter(prefix=...)` or `include_router(..., prefix=...)` is only looked for where
another one of the function, which becomes a query parameter, is spelt nearly like it or has the
same words. What `Path()` marks must be in the path that the application has, with all prefixes.

## Bad
    from fastapi import FastAPI

    app = FastAPI()


    @app.get("/users/{user_id}")
    async def read_user(id: int) -> str:
        return f"user {id}"

## Good
    from fastapi import FastAPI

    app = FastAPI()


    @app.get("/users/{user_id}")
    async def read_user(user_id: int) -> str:
        return f"user {user_id}"

## Fix
None: only you know which of the two names is right.
"""

from __future__ import annotations

import ast  # noqa: TC003 (`check` is registered by its annotation)
from typing import TYPE_CHECKING

from housestyle_core.facts.route_table.prefix_names import all_mismatches
from housestyle_core.facts.route_table.table import HERE, route_table
from housestyle_core.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context


def check(_: ast.Module, context: Context) -> Iterator[Finding]:
    for node, message in all_mismatches(route_table(context.file), HERE):
        yield Finding(node, message)
