"""Routes that declare or give a body with a status that has none."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from housestyle_core.facts.classes import foreign_bases
from housestyle_core.facts.fastapi_routes import Handler, keyword
from housestyle_core.facts.route_output import is_data, returned_values
from housestyle_core.facts.route_table.definitions import definition
from housestyle_core.facts.route_table.registrations import DECORATORS
from housestyle_core.facts.statuses import OK, RESPONSES, has_body, status_of
from housestyle_core.facts.written_types import Follow, followed_nowhere, written
from housestyle_core.record import Record
from housestyle_core.tree.excerpt import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.facts.route_table.registrations import Registration
    from housestyle_core.tree.scopes import Scope

WITH_BODY = frozenset(
    ("HTMLResponse", "JSONResponse", "ORJSONResponse", "PlainTextResponse", "UJSONResponse")
)
TYPES = r"(builtins|collections|datetime|pydantic|typing|typing_extensions|uuid)\."
REMEDY = "return nothing, or change the status"


class Body(Record):
    """Where a body is shown that the status does not allow, and what is said of it."""

    node: ast.expr
    message: str


def bodies(route: Registration, follow: Follow = followed_nowhere) -> Iterator[Body]:
    """Where a route declares or shows a body that its status does not allow."""
    call, scope = route.call, route.context.scope
    yield from _declared(call, scope)
    around = scope.inner[route.handler].parent if route.handler else None
    if route.handler and around:
        shown = _body_of(call, route.handler, around, follow)
        if shown:
            yield shown


def _declared(registration: ast.Call, scope: Scope) -> Iterator[Body]:
    """The models that `responses={204: {"model": ...}}` of a route declares."""
    listed = keyword(registration, "responses")
    for key, value in _items(listed):
        code = status_of(key, scope)
        model = next((found for name, found in _items(value) if _is_model(name)), None)
        if code and not has_body(code) and model and not _is_none(model):
            yield Body(
                model, f"status {code} has no body, and FastAPI refuses a model for it: drop it"
            )


def _body_of(
    registration: ast.Call, function: Handler, scope: Scope, follow: Follow
) -> Body | None:
    """The first that shows the body of a route whose status has none.

    `scope` is the one that the function stands in.
    """
    code = status_of(keyword(registration, "status_code"), scope)
    if code is None or has_body(code) or any(each.arg is None for each in registration.keywords):
        return None
    model = keyword(registration, "response_model")
    fault = f"status {code} has no body, and FastAPI refuses"
    if model is not None and not _is_none(model):
        return Body(model, f"{fault} a `response_model`: drop it, or change the status")
    returns = function.returns
    if model is None and returns is not None and _declares(function, scope, follow):
        remedy = "annotate it with `None`, or change the status"
        return Body(returns, f"{fault} `{excerpt(returns)}`: {remedy}")
    values = sorted(_own_values(function), key=lambda value: (value.lineno, value.col_offset))
    inside = scope.inner[function]
    found = (_sent(value, code, inside) or _lost(value, code, inside) for value in values)
    return next(filter(None, found), None)


def _declares(function: Handler, scope: Scope, follow: Follow) -> bool:
    """Whether the annotated return of a function is a body, and neither None nor a response."""
    if function.returns is None or scope.inner[function].yields:
        return False
    expression, around = written(function.returns, scope, follow).type
    names = {
        around.resolve(node) or ""
        for node in ast.walk(expression)
        if isinstance(node, ast.Name | ast.Attribute)
    }
    if _is_none(expression) or any(re.fullmatch(RESPONSES, name) for name in names):
        return False
    match expression:
        case ast.BinOp():
            return True
        case ast.Subscript(value=ast.Name() | ast.Attribute() as generic):
            return re.match(TYPES, around.resolve(generic) or "") is not None
        case ast.Name() | ast.Attribute():
            match definition(expression, around, follow):
                case ast.ClassDef() as kind, home:
                    return all(re.match(TYPES, base) for base in foreign_bases(kind, home))
    return re.match(TYPES, around.resolve(expression) or "") is not None


def _own_values(function: Handler) -> list[ast.expr]:
    """What a function returns, if that, and no other status, is what the client gets."""
    decorators = [getattr(item, "func", item) for item in function.decorator_list]
    changed = any(getattr(item, "attr", None) not in DECORATORS for item in decorators)
    sets_status = any(
        isinstance(node, ast.Attribute)
        and node.attr == "status_code"
        and isinstance(node.ctx, ast.Store)
        for node in ast.walk(function)
    )
    return [] if changed or sets_status else returned_values(function)


def _sent(value: ast.expr, code: int, scope: Scope) -> Body | None:
    """A response that brings its body, and with it another status, or one that forbids it."""
    if not isinstance(value, ast.Call):
        return None
    name = re.fullmatch(RESPONSES, scope.resolve(value.func) or "")
    if name is None:
        return None
    content = next(iter(value.args), None) or keyword(value, "content")
    is_text = name[1] == "Response" and isinstance(content, ast.Constant) and content.value
    if content is None or not (name[1] in WITH_BODY or is_text):
        return None
    written_status = next(iter(value.args[1:]), None) or keyword(value, "status_code")
    given = status_of(written_status, scope) if written_status else OK
    if given is None or any(each.arg is None for each in value.keywords):
        return None
    remedy = f"return `Response(status_code={code})`, or change the status of the route"
    if written_status is None:
        return Body(
            value, f"`{name[1]}` answers with 200, not with {code} as the route says: {remedy}"
        )
    fault = f"status {given} has no body, but `{name[1]}` sends one"
    return None if has_body(given) else Body(value, f"{fault}: {remedy}")


def _lost(value: ast.expr, code: int, scope: Scope) -> Body | None:
    """A value that FastAPI makes no body of."""
    fault = f"status {code} has no body, so `{excerpt(value)}` is not sent"
    return Body(value, f"{fault}: {REMEDY}") if is_data(value, scope) else None


def _items(value: ast.expr | None) -> Iterator[tuple[ast.expr | None, ast.expr]]:
    """The keys of a display of a dictionary, with their values."""
    if isinstance(value, ast.Dict):
        yield from zip(value.keys, value.values, strict=True)


def _is_model(key: ast.expr | None) -> bool:
    return isinstance(key, ast.Constant) and key.value == "model"


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None
