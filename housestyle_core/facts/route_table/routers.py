"""Which object a route is registered with."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from housestyle_core.facts.classes import class_of, foreign_bases, lineage
from housestyle_core.facts.constant_text import constant_text
from housestyle_core.facts.fastapi_routes import ROUTERS, VERBS, is_router_class, keyword

if TYPE_CHECKING:
    from housestyle_core.tree.scopes import Binding, Scope

APPS = frozenset(name for name in ROUTERS if name.endswith("FastAPI"))
ADDING = frozenset(("add_api_route", "add_api_websocket_route", "add_route", "add_websocket_route"))
OWN_WAYS = ADDING | VERBS | {"include_router", "matches", "route", "websocket", "websocket_route"}
"""Methods that a class of the project may not have for its routes to be as they are written."""


class Router(NamedTuple):
    """An application or router, by what gives it: a call of its class, or an annotation.

    `name` is what the file calls it, `kind` the expression that names its class, in `scope`.
    """

    made: ast.expr
    name: str
    kind: ast.expr
    scope: Scope

    @property
    def prefix(self) -> str | None:
        """What all its paths begin with; None where the file does not tell."""
        if not isinstance(self.made, ast.Call) or self._classes():
            return None
        written = keyword(self.made, "prefix")
        if written is None:
            return None if any(each.arg is None for each in self.made.keywords) else ""
        return constant_text(written, self.scope)

    @property
    def is_app(self) -> bool:
        """Whether it is an application, which nobody includes in another one."""
        return self.scope.resolve(self.kind) in APPS

    @property
    def is_plain(self) -> bool:
        """Whether nothing but FastAPI decides what its routes match, as far as the file tells."""
        is_routed = isinstance(self.made, ast.Call) and keyword(self.made, "route_class")
        own = class_of(self.kind, self.scope)
        is_foreign = own is not None and not ROUTERS.issuperset(foreign_bases(*own))
        overridden = {getattr(part, "name", "") for node in self._classes() for part in node.body}
        return not is_routed and not is_foreign and OWN_WAYS.isdisjoint(overridden)

    def _classes(self) -> list[ast.ClassDef]:
        """The class of it and its bases, as far as the file itself has them."""
        found = class_of(self.kind, self.scope)
        return [node for node, _ in lineage(*found)] if found else []


def router_of(expression: ast.expr, scope: Scope) -> Router | None:
    """The router that an expression stands for, if it is always the same one."""
    match expression:
        case ast.Name(id=name):
            found = scope.find(name)
        case ast.Attribute(value=ast.Name(id=name), attr=attribute) if owner := (
            scope.class_of_self(name)
        ):
            found = owner, owner.attributes.get(attribute, owner.bindings.get(attribute, []))
        case ast.Attribute(value=owner, attr="router"):
            app = router_of(owner, scope)
            return app if app and app.is_app else None
        case _:
            return None
    if found is None or len(found[1]) != 1:
        return None
    return _given(found[1][0], ast.unparse(expression), found[0])


def _given(binding: Binding, name: str, scope: Scope) -> Router | None:
    here = binding.scope or scope
    match binding.value or binding.node:
        case ast.Call(func=kind) as made:
            return Router(made, name, kind, here) if is_router_class(kind, here) else None
        case ast.arg(annotation=ast.expr() as kind):
            around = here.parent or here
            return Router(kind, name, kind, around) if is_router_class(kind, around) else None
    return None
