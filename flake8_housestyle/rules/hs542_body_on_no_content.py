"""Body on a status that has none

An answer with 204 or 304 ends behind its headers. FastAPI refuses a model for one when the module
is imported, drops what the handler returns without a word, and lets a `JSONResponse` through: that
answers with 200, or breaks the connection.

## Bad
    from fastapi import FastAPI

    app = FastAPI()


    @app.delete("/users/{user_id}", status_code=204)
    async def delete_user(user_id: int):
        return {"deleted": user_id}

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

import ast  # noqa: TC003 (`check` is registered by its annotation)
from typing import TYPE_CHECKING

from housestyle_core.facts.bodiless import bodies
from housestyle_core.facts.route_table.table import route_table
from housestyle_core.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context


def check(_: ast.Module, context: Context) -> Iterator[Finding]:
    for route in route_table(context.file).routes:
        for node, message in bodies(route):
            yield Finding(node, message)
