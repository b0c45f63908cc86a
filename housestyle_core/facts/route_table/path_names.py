"""Names in the path of a route that nothing takes, and parameters that no path has."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from housestyle_core.facts.fastapi_routes import keyword
from housestyle_core.facts.route_table.parameters import (
    Search,
    from_path,
    taken_by,
    taken_by_dependencies,
)
from housestyle_core.facts.route_table.signatures import of_function
from housestyle_core.facts.written_types import Follow, followed_nowhere
from housestyle_core.tree.excerpt import cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.facts.route_table.paths import RoutePath
    from housestyle_core.facts.route_table.registrations import Registration
    from housestyle_core.facts.route_table.signatures import Signature


NOT_TAKEN = "`{0}` takes no `{1}` from its path: add a parameter `{1}`, or drop it from the path"
BY_POSITION = "`{0}` is taken by position, but FastAPI hands it over by name: drop the `/`"
NOT_IN_PATH = "`{0}` is to come from the path, but `{1}` has none: add `{{{0}}}` to the path"


class Mismatch(NamedTuple):
    """A place, and what is wrong with the names there."""

    node: ast.expr | ast.arg | ast.AnnAssign
    message: str


def mismatches(route: Registration, follow: Follow = followed_nowhere) -> Iterator[Mismatch]:
    """Where the path of a route and the parameters of its function do not fit together."""
    handler, path = route.handler, route.path
    signature = _signature(route, follow)
    if handler is None or path is None or signature is None:
        return
    for argument in handler.args.posonlyargs[int(route.is_bound) :]:
        if argument.arg in path.parameters:
            yield Mismatch(argument, BY_POSITION.format(argument.arg))
    if route.router.is_app:
        for parameter in signature.parameters:
            name = from_path(parameter, signature.scope, follow)
            if name and name not in path.parameters:
                yield Mismatch(parameter.node, NOT_IN_PATH.format(name, cut(path.text)))
    taken = _taken(route, signature, Search(frozenset(path.parameters), follow))
    if taken is None:
        return
    for name in path.parameters:
        if name not in taken and not _may_be_ignored(name, path):
            yield Mismatch(route.written, NOT_TAKEN.format(handler.name, name))


def _may_be_ignored(name: str, path: RoutePath) -> bool:
    """Whether a name is there to match, as of a route for all other paths, or says that it is."""
    return name.startswith("_") or f"{{{name}:path}}" in path.text


def _signature(route: Registration, follow: Follow) -> Signature | None:
    """The signature of the function of a route, below the decorators that are above this one."""
    handler, scope = route.handler, route.context.scope
    around = scope.inner[handler].parent if handler else None
    if handler is None or around is None:
        return None
    decorators = handler.decorator_list
    above = decorators.index(route.call) + 1 if route.call in decorators else 0
    return of_function(handler, around, follow, above=above, skipped=int(route.is_bound))


def _taken(route: Registration, signature: Signature, search: Search) -> frozenset[str] | None:
    """What the function, and the dependencies of the route and of its router, take of the path."""
    router, scope = route.router, route.context.scope
    made = router.made if isinstance(router.made, ast.Call) else None
    listed = keyword(made, "dependencies") if made else None
    found = (
        taken_by(signature, search),
        taken_by_dependencies(keyword(route.call, "dependencies"), scope, search),
        taken_by_dependencies(listed, router.scope, search),
    )
    calls = (route.call, made) if made else (route.call,)
    if None in found or any(each.arg is None for call in calls for each in call.keywords):
        return None
    return frozenset[str]().union(*filter(None, found))
