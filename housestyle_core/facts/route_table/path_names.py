"""Names in the path of a route that nothing takes, and parameters that no path has."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import keyword
from housestyle_core.facts.route_table.parameters import (
    Search,
    from_path,
    taken_by,
    taken_by_dependencies,
)
from housestyle_core.facts.route_table.signatures import of_function
from housestyle_core.record import Record
from housestyle_core.tree.excerpt import cut

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from housestyle_core.facts.route_table.paths import RoutePath
    from housestyle_core.facts.route_table.registrations import Inclusion, Registration
    from housestyle_core.facts.route_table.routers import Router
    from housestyle_core.facts.route_table.signatures import Signature
    from housestyle_core.facts.written_types import Follow
    from housestyle_core.tree.scopes import Scope

NOT_TAKEN = "`{0}` takes no `{1}` from its path: add a parameter `{1}`, or drop it from the path"
BY_POSITION = "`{0}` is taken by position, but FastAPI hands it over by name: drop the `/`"
NOT_IN_PATH = "`{0}` is to come from the path, but `{1}` has none: add `{{{0}}}` to the path"


class Mismatch(Record):
    """A place, and what is wrong with the names there."""

    node: ast.expr | ast.arg | ast.AnnAssign
    message: str


def mismatches(
    route: Registration, inclusions: Collection[Inclusion], follow: Follow
) -> Iterator[Mismatch]:
    """Where the path of a route and the parameters of its function do not fit together.

    `inclusions` are those of its router that the file shows.
    """
    handler, path, signature = route.handler, route.path, signature_behind(route, follow)
    if handler is None or path is None or signature is None:
        return
    yield from by_position(route, path)
    if route.router.is_app:
        yield from not_in_path(signature, path, follow)
    taken = taken_along(route, signature, inclusions, Search(frozenset(path.parameters), follow))
    if taken is None:
        return
    for name in path.parameters:
        if name not in taken and not _may_be_ignored(name, path):
            yield Mismatch(route.written, NOT_TAKEN.format(handler.name, name))


def by_position(route: Registration, path: RoutePath) -> Iterator[Mismatch]:
    """The parameters of a function that a path names and that nobody can hand over by name."""
    given = route.handler.args.posonlyargs[int(route.is_bound) :] if route.handler else []
    for argument in given:
        if argument.arg in path.parameters:
            yield Mismatch(argument, BY_POSITION.format(argument.arg))


def not_in_path(signature: Signature, path: RoutePath, follow: Follow) -> Iterator[Mismatch]:
    """The parameters that are to come from the path, which has them not."""
    for parameter in signature.parameters:
        name = from_path(parameter, signature.scope, follow)
        if name and name not in path.parameters:
            yield Mismatch(parameter.node, NOT_IN_PATH.format(name, cut(path.text)))


def signature_behind(route: Registration, follow: Follow) -> Signature | None:
    """The signature of the function of a route, below the decorators that are above this one."""
    handler, scope = route.handler, route.context.scope
    around = scope.inner[handler].parent if handler else None
    if handler is None or around is None:
        return None
    decorators = handler.decorator_list
    above = decorators.index(route.call) + 1 if route.call in decorators else 0
    return of_function(handler, around, follow, above=above, skipped=int(route.is_bound))


def taken_along(
    route: Registration, signature: Signature, inclusions: Collection[Inclusion], search: Search
) -> frozenset[str] | None:
    """What a function takes of the path, and the dependencies of its route and routers.

    Those of the routers that include others count too. None where the files do not tell.
    """
    calls = [(route.call, route.context.scope), *_made(route.router)]
    for included in inclusions:
        calls += [(included.call, included.context.scope), *_made(included.parent)]
    found = [taken_by(signature, search)]
    for call, scope in calls:
        found.append(taken_by_dependencies(keyword(call, "dependencies"), scope, search))
    if None in found or any(each.arg is None for call, _ in calls for each in call.keywords):
        return None
    return frozenset[str]().union(*filter(None, found))


def _made(router: Router) -> list[tuple[ast.Call, Scope]]:
    return [(router.made, router.scope)] if isinstance(router.made, ast.Call) else []


def _may_be_ignored(name: str, path: RoutePath) -> bool:
    """Whether a name is there to match, as of a route for all other paths, or says that it is."""
    return name.startswith("_") or f"{{{name}:path}}" in path.text
