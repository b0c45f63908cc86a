"""Each route and each included router that a file registers, whatever way it does so."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.constant_text import constant_text
from housestyle_core.facts.fastapi_routes import VERBS, Handler, keyword
from housestyle_core.facts.own_functions import has_decorator
from housestyle_core.facts.route_table.paths import route_path
from housestyle_core.facts.route_table.places import place_of
from housestyle_core.facts.route_table.routers import ADDING, router_of
from housestyle_core.record import Record

if TYPE_CHECKING:
    from housestyle_core.facts.route_table.paths import RoutePath
    from housestyle_core.facts.route_table.places import Place
    from housestyle_core.facts.route_table.routers import Router
    from housestyle_core.facts.written_types import Follow
    from housestyle_core.tree.context import Context
    from housestyle_core.tree.scopes import Binding

    Order = tuple[int, int]

DECORATORS = VERBS | {"route", "websocket", "websocket_route"}
WEBSOCKET = frozenset(("WEBSOCKET",))
OF_STARLETTE = {"add_route": 2, "route": 1}
"""Methods of Starlette, which answers HEAD where it answers GET, and where `methods` stands."""
STATIC = frozenset(("builtins.staticmethod",))


class Registration(Record):
    """One route: what it answers, with which function, and where it is registered.

    `methods` and `path` are None where the file does not tell them. `written` is the path as the
    source has it; `is_bound` says that the function is a method, whose first parameter is not the
    client's.
    """

    router: Router
    call: ast.Call
    methods: frozenset[str] | None
    path: RoutePath | None
    written: ast.expr
    handler: Handler | None
    is_bound: bool
    place: Place
    context: Context


class Inclusion(Record):
    """One router that another one includes, and the text between their prefixes, where known."""

    parent: Router
    child: Router | None
    call: ast.Call
    prefix: str | None
    place: Place
    context: Context


def registration(call: ast.Call, context: Context, follow: Follow) -> Registration | None:
    """The route that a call registers, or that what it decorates or is called with is."""
    if not isinstance(call.func, ast.Attribute):
        return None
    name = call.func.attr
    written = next(iter(call.args), None) or keyword(call, "path")
    if written is None or isinstance(written, ast.Starred) or name not in ADDING | DECORATORS:
        return None
    handler, order = _handler(call, context)
    router = router_of(call.func.value, context.scope, follow) if order else None
    if router is None or order is None:
        return None
    text = constant_text(written, context.scope, follow)
    return Registration(
        router,
        call,
        _methods(call, name),
        route_path(text) if text is not None else None,
        written,
        *_function(handler, context),
        place_of(call, order, context),
        context,
    )


def inclusion(call: ast.Call, context: Context, follow: Follow) -> Inclusion | None:
    """The router that a call includes in another one."""
    match call.func:
        case ast.Attribute(value=value, attr="include_router"):
            parent = router_of(value, context.scope, follow)
        case _:
            return None
    included = next(iter(call.args), None) or keyword(call, "router")
    if parent is None or included is None:
        return None
    child = router_of(included, context.scope, follow)
    written = keyword(call, "prefix")
    is_open = any(each.arg is None for each in call.keywords)
    prefix = constant_text(written, context.scope, follow) if written else None
    if written is None and not is_open:
        prefix = ""
    place = place_of(call, (call.lineno, call.col_offset), context)
    return Inclusion(parent, child, call, prefix, place, context)


def _handler(call: ast.Call, context: Context) -> tuple[ast.AST | None, Order | None]:
    """What answers, and when it is registered; no time where this call alone registers nothing."""
    assert isinstance(call.func, ast.Attribute)
    if call.func.attr in ADDING:
        given = next(iter(call.args[1:]), None) or keyword(call, "endpoint")
        return given or keyword(call, "route"), (call.lineno, call.col_offset)
    match context.file.parents.get(call):
        case (ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef()) as decorated:
            above = decorated.decorator_list
            return decorated, (decorated.lineno, -above.index(call)) if call in above else None
        case ast.Call(func=made, args=[given, *_]) as outer if made is call:
            return given, (outer.lineno, outer.col_offset)
    return None, None


def _function(given: ast.AST | None, context: Context) -> tuple[Handler | None, bool]:
    """The function of this file that answers, and whether it is a bound method."""
    found: tuple[object, list[Binding]] | None = None
    match given:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return given, False
        case ast.Name(id=name):
            found = context.scope.find(name)
        case ast.Attribute(value=ast.Name(id=name), attr=method):
            owner = context.scope.class_of_self(name)
            found = (owner, owner.bindings.get(method, [])) if owner else None
    nodes = [binding.node for binding in found[1]] if found else []
    if len(nodes) != 1 or not isinstance(nodes[0], Handler):
        return None, False
    is_static = has_decorator(nodes[0], STATIC, context)
    return nodes[0], isinstance(given, ast.Attribute) and not is_static


def _methods(call: ast.Call, name: str) -> frozenset[str] | None:
    """The methods that a route answers, in capitals."""
    if "websocket" in name:
        return WEBSOCKET
    if name in VERBS - {"api_route"}:
        return frozenset((name.upper(),))
    by_place = call.args[OF_STARLETTE[name] :] if name in OF_STARLETTE else []
    written = next(iter(by_place), None) or keyword(call, "methods")
    if written is None:
        is_open = any(each.arg is None for each in call.keywords)
        found = None if is_open else frozenset(("GET",))
    else:
        found = _listed(written)
    return found | {"HEAD"} if found and name in OF_STARLETTE and "GET" in found else found


def _listed(written: ast.expr) -> frozenset[str] | None:
    items = written.elts if isinstance(written, ast.List | ast.Tuple | ast.Set) else []
    names = [item.value for item in items if isinstance(item, ast.Constant)]
    if not names or len(names) != len(items):
        return None
    return frozenset(str(name).upper() for name in names)
