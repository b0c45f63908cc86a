"""Which object a route is registered with."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.classes import class_of, foreign_bases, lineage
from housestyle_core.facts.constant_text import constant_text
from housestyle_core.facts.fastapi_routes import ROUTERS, VERBS, is_router_class, keyword
from housestyle_core.facts.written_types import Follow, Meaning, followed_nowhere
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Collection

    from housestyle_core.tree.scopes import Binding, Scope

APPS = frozenset(name for name in ROUTERS if name.endswith("FastAPI"))
ADDING = frozenset(("add_api_route", "add_api_websocket_route", "add_route", "add_websocket_route"))
DEPTH = 5
OWN_WAYS = ADDING | VERBS | {"include_router", "matches", "route", "websocket", "websocket_route"}
"""Methods that a class of the project may not have for its routes to be as they are written."""
MAKING = frozenset(("__init__", "__new__"))


class Router(Record):
    """An application or router, by what gives it: a call of its class, or an annotation.

    `name` is what the file calls it, `kind` the name of its class where that stands.
    """

    made: ast.expr
    scope: Scope
    name: str
    kind: Meaning

    def prefix(self, follow: Follow) -> str | None:
        """What all its paths begin with; None where the files do not tell."""
        if self.is_app:
            return ""
        if not isinstance(self.made, ast.Call) or not self._has_no_own(MAKING):
            return None
        written = keyword(self.made, "prefix")
        if written is None:
            return None if any(each.arg is None for each in self.made.keywords) else ""
        return constant_text(written, self.scope, follow)

    @property
    def is_app(self) -> bool:
        """Whether it is an application, which nobody includes in another one."""
        return self.kind.scope.resolve(self.kind.expression) in APPS

    @property
    def is_plain(self) -> bool:
        """Whether nothing but FastAPI decides what its routes match, as far as the file tells."""
        is_routed = isinstance(self.made, ast.Call) and keyword(self.made, "route_class")
        return not is_routed and self._has_no_own(OWN_WAYS)

    def _has_no_own(self, names: Collection[str]) -> bool:
        """Whether its class is of FastAPI, or of one file that defines none of these methods."""
        own = class_of(*self.kind)
        if own is None:
            return True
        defined = {getattr(part, "name", "") for node, _ in lineage(*own) for part in node.body}
        return ROUTERS.issuperset(foreign_bases(*own)) and defined.isdisjoint(names)


def router_of(
    expression: ast.expr, scope: Scope, follow: Follow = followed_nowhere, depth: int = 0
) -> Router | None:
    """The router that an expression stands for, if it is always the same one."""
    found = _bindings(expression, scope)
    if found and len(found[1]) == 1:
        name = ast.unparse(expression)
        if router := _given(found[1][0], name, found[0], follow):
            return router
    match expression:
        case ast.Attribute(value=owner, attr="router"):
            app = router_of(owner, scope, follow, depth)
            if app and app.is_app:
                return app
    further = _further(expression, scope, follow) if depth < DEPTH else None
    router = router_of(*further, follow, depth + 1) if further else None
    return router._replace(name=ast.unparse(expression)) if router else None


def _bindings(expression: ast.expr, scope: Scope) -> tuple[Scope, list[Binding]] | None:
    match expression:
        case ast.Name(id=name):
            return scope.find(name)
        case ast.Attribute(value=ast.Name(id=name), attr=attribute) if owner := (
            scope.class_of_self(name)
        ):
            return owner, owner.attributes.get(attribute, owner.bindings.get(attribute, []))
    return None


def _given(binding: Binding, name: str, scope: Scope, follow: Follow) -> Router | None:
    here = binding.scope or scope
    value = binding.value or binding.node
    if isinstance(value, ast.Call):
        kind = _router_class(Meaning(value.func, here), follow)
        return Router(value, here, name, kind) if kind else None
    if isinstance(value, ast.arg) and value.annotation:
        around = here.parent or here
        kind = _router_class(Meaning(value.annotation, around), follow)
        return Router(value.annotation, around, name, kind) if kind else None
    return None


def _router_class(kind: Meaning, follow: Follow) -> Meaning | None:
    """The class of FastAPI, or one that comes from it, where it is defined."""
    for _ in range(DEPTH):
        if is_router_class(*kind):
            return kind
        further = _further(*kind, follow)
        if further is None:
            return None
        kind = further
    return None


def _further(expression: ast.expr, scope: Scope, follow: Follow) -> Meaning | None:
    """What an import brings in, where it is defined."""
    target = scope.resolve(expression)
    return follow(target, scope) if target else None
