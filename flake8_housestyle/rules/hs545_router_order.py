"""Routers and middlewares in an order that leaves something out

The middleware that is added last is the outermost. One that turns requests away, and is added
after `CORSMiddleware`, answers without the CORS headers: a browser does not let the page see the
status, and reports a CORS error in its place.

Before FastAPI 0.137, `include_router` copied the routes that were there: what a router got later
never answered. For a project that runs with one, `fastapi` names the oldest release.

## Bad
    from fastapi import FastAPI, Request, Response
    from fastapi.middleware.cors import CORSMiddleware

    app = FastAPI()
    app.add_middleware(CORSMiddleware, allow_origins=["https://example.com"])


    @app.middleware("http")
    async def authenticate(request: Request, call_next) -> Response:
        if "authorization" not in request.headers:
            return Response(status_code=401)
        return await call_next(request)

## Good
    from fastapi import FastAPI, Request, Response
    from fastapi.middleware.cors import CORSMiddleware

    app = FastAPI()


    @app.middleware("http")
    async def authenticate(request: Request, call_next) -> Response:
        if "authorization" not in request.headers:
            return Response(status_code=401)
        return await call_next(request)


    app.add_middleware(CORSMiddleware, allow_origins=["https://example.com"])

## Fix
None: other code may stand between the two, and need one of them.
"""

from __future__ import annotations

import ast  # noqa: TC003 (`check` is registered by its annotation)
from typing import TYPE_CHECKING

from housestyle_core.facts.middlewares import outside_of_cors
from housestyle_core.facts.route_table.table import route_table
from housestyle_core.finding import Finding
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.facts.middlewares import Added
    from housestyle_core.facts.route_table.registrations import Inclusion, Registration
    from housestyle_core.tree.context import Context

LATE = (0, 137)
"""The release of FastAPI from which on a router may get routes after it was included."""


class Options(Record):
    """`fastapi`: the oldest release that the project runs with, as in "0.115"; empty: a new one."""

    fastapi: str = ""


def check(_: ast.Module, context: Context, options: Options) -> Iterator[Finding]:
    for cors, outer in outside_of_cors(context.file):
        yield Finding(cors.what, _outside(outer))
    if options.fastapi and _release(options.fastapi) < LATE:
        table = route_table(context.file)
        for included in table.included:
            if late := _late(included, table.routes):
                yield Finding(included.call, _too_early(late))


def _late(included: Inclusion, routes: list[Registration]) -> Registration | None:
    """The first route that a router gets behind its inclusion, whenever that is reached."""
    child, place = included.child, included.place
    return next(
        (
            route
            for route in sorted(routes, key=lambda one: one.place.order)
            if child and route.router.made is child.made and place.runs_before(route.place)
        ),
        None,
    )


def _outside(outer: Added) -> str:
    fault = f"answers of `{outer.name}`, added on line {outer.place.order[0]}, get no CORS headers"
    return f"{fault}: add `CORSMiddleware` after it"


def _too_early(route: Registration) -> str:
    fault = f"is included before its route on line {route.written.lineno} exists"
    return f"`{route.router.name}` {fault}: include it below"


def _release(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".")[:2] if part.isdecimal())
