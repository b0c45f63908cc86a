"""How a function of the file is registered to answer requests, in whatever way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import VERBS, registrations
from housestyle_core.facts.route_table.table import route_table

if TYPE_CHECKING:
    import ast

    from housestyle_core.facts.fastapi_routes import Handler
    from housestyle_core.tree.context import Context

ROUTES = VERBS | {"add_api_route"}
WEBSOCKETS = frozenset(("add_api_websocket_route", "websocket"))


def routes_of(function: Handler, context: Context) -> list[ast.Call]:
    """The calls that make a function answer HTTP requests: its decorators, then others."""
    decorators = registrations(function, context)
    return [
        *decorators,
        *(call for call in _calls(function, context, ROUTES) if call not in decorators),
    ]


def websockets_of(function: Handler, context: Context) -> list[ast.Call]:
    """The calls that make a function answer on a WebSocket."""
    return _calls(function, context, WEBSOCKETS)


def _calls(function: Handler, context: Context, methods: frozenset[str]) -> list[ast.Call]:
    return [
        route.call
        for route in route_table(context.file).routes
        if route.handler is function and getattr(route.call.func, "attr", None) in methods
    ]
