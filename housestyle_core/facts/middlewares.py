"""Middlewares of an application that are outside of its CORS headers."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import Handler, keyword
from housestyle_core.facts.handlers import last_name
from housestyle_core.facts.route_table.definitions import definition
from housestyle_core.facts.route_table.places import place_of
from housestyle_core.facts.route_table.routers import router_of
from housestyle_core.facts.statuses import RESPONSES
from housestyle_core.facts.written_types import followed_nowhere
from housestyle_core.record import Record
from housestyle_core.tree.context import Context

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.facts.route_table.places import Place
    from housestyle_core.facts.route_table.routers import Router
    from housestyle_core.tree.context import File
    from housestyle_core.tree.scopes import Scope

    What = ast.expr | Handler

CORS = frozenset(f"{home}.middleware.cors.CORSMiddleware" for home in ("fastapi", "starlette"))
OF_FUNCTIONS = "BaseHTTPMiddleware"
ANSWERING = (
    r"(?!.*Header)(?!.*Context).*(Auth|CSRF|Csrf|Limit|Restrict|Throttl|Permission|ApiKey|APIKey)"
)
"""Names of middlewares that turn requests away."""


class Added(Record):
    """A middleware that a file adds to an application: its class, or the function that it runs."""

    app: Router
    what: What
    place: Place
    context: Context

    @property
    def name(self) -> str:
        return getattr(self.what, "name", "") or last_name(self.what)  # type: ignore[arg-type]

    @property
    def is_cors(self) -> bool:
        return isinstance(self.what, ast.expr) and self.context.resolve(self.what) in CORS


def outside_of_cors(file: File) -> Iterator[tuple[Added, Added]]:
    """Each `CORSMiddleware` with the first that answers by itself and is added after it."""
    added = sorted(_added(file), key=lambda one: one.place.order)
    for cors in added:
        later = (one for one in added if one.app.made is cors.app.made and _is_later(one, cors))
        if cors.is_cors and (found := next(filter(_answers, later), None)):
            yield cors, found


def _added(file: File) -> Iterator[Added]:
    for nodes, scope, in_annotation, quoted in file.regions:
        context = Context(file, scope, in_annotation, quoted)
        for node in nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                what = _what(node, context)
                app = router_of(node.func.value, scope) if what else None
                if app and what:
                    yield Added(app, what, place_of(node, _order(node, what), context), context)


def _what(call: ast.Call, context: Context) -> What | None:
    """The class that a call adds, or the function for a class that runs a function."""
    match call.func:
        case ast.Attribute(attr="add_middleware"):
            named = next(iter(call.args), None) or keyword(call, "middleware_class")
            runs_function = named is not None and last_name(named) == OF_FUNCTIONS
            return keyword(call, "dispatch") if runs_function else named
        case ast.Attribute(attr="middleware"):
            above = context.file.parents[call]
            return above if isinstance(above, Handler) else None
    return None


def _order(call: ast.Call, what: What) -> tuple[int, int]:
    return (what.lineno, 0) if isinstance(what, Handler) else (call.lineno, call.col_offset)


def _is_later(added: Added, cors: Added) -> bool:
    """Whether a middleware is added after another one whenever both are."""
    one, other = added.place, cors.place
    if other.runs_before(one):
        return True
    inside = (
        other.blocks[: other.blocks.index(one.blocks[0])] if one.blocks[0] in other.blocks else ()
    )
    is_in_one_run = bool(inside) and not any(isinstance(node, Handler) for node, _ in inside)
    return is_in_one_run and other.order < one.order


def _answers(added: Added) -> bool:
    """Whether a middleware sends answers that the application has not made."""
    what, scope = added.what, added.context.scope
    found: tuple[ast.AST, Scope] | None = what, scope
    if isinstance(what, ast.expr):
        found = definition(what, scope, followed_nowhere)
    if found is None:
        return re.match(ANSWERING, added.name) is not None
    node, around = found
    inside = around.inner.get(node, around)
    return any(_makes_answer(part, inside) for part in ast.walk(node))


def _makes_answer(node: ast.AST, scope: Scope) -> bool:
    """Whether a call makes a response, and not one in the place of another with its status."""
    if not isinstance(node, ast.Call) or not re.fullmatch(
        RESPONSES, scope.resolve(node.func) or ""
    ):
        return False
    status = keyword(node, "status_code")
    return not (isinstance(status, ast.Attribute) and status.attr == "status_code")
