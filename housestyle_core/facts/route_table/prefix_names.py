"""Names in the prefixes above a route that its function has under another name, or not at all.

A prefix is there for many routes, and one that does not need it may leave it: so a name in it that
nothing takes is only told where a parameter stands that was meant to.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from housestyle_core.facts.route_table.below import routes_below
from housestyle_core.facts.route_table.marks import marks_of
from housestyle_core.facts.route_table.parameters import SCALARS, Search
from housestyle_core.facts.route_table.path_names import (
    Mismatch,
    by_position,
    mismatches,
    not_in_path,
    signature_behind,
    taken_along,
)
from housestyle_core.facts.route_table.paths import route_path
from housestyle_core.facts.written_types import written
from housestyle_core.tree.excerpt import cut

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from housestyle_core.facts.route_table.below import Below
    from housestyle_core.facts.route_table.paths import RoutePath
    from housestyle_core.facts.route_table.routers import Router
    from housestyle_core.facts.route_table.signatures import Parameter, Signature
    from housestyle_core.facts.route_table.table import Reach, Table
    from housestyle_core.facts.written_types import Follow

NOT_TAKEN = (
    "{0} takes no `{1}` from the prefix `{2}`, but `{3}` from the query: rename `{3}` to `{1}`"
)
NEAR = 0.85
WORDS = r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])"


def all_mismatches(table: Table, reach: Reach) -> Iterator[Mismatch]:
    """Where the paths and prefixes that a file writes and the functions behind them do not fit."""
    for route in table.routes:
        around = [each for each in table.included if each.child and _is(each.child, route.router)]
        yield from mismatches(route, around, reach.follow)
    routers = {route.router.made: route.router for route in table.routes}
    routers |= {each.parent.made: each.parent for each in table.included}
    for router in routers.values():
        prefix = router.prefix(reach.follow)
        for below in routes_below(router, table, reach):
            prefixes = [prefix, *(step.included.prefix for step in below.steps[:1])]
            for each in prefixes:
                if each and "{" in each:
                    yield from _in_prefix(each, below, table, reach.follow)
            if router.is_app and below.steps:
                yield from _in_whole_path(below, table, reach.follow)


def _is(router: Router, other: Router) -> bool:
    return router.made is other.made


def _in_prefix(prefix: str, below: Below, table: Table, follow: Follow) -> Iterator[Mismatch]:
    """Where the function of a route does not get what stands in a prefix above it."""
    route, path, text = below.route, route_path(prefix), below.path(follow)
    whole = route_path(prefix + text) if text is not None else None
    signature = signature_behind(route, follow)
    if path is None or whole is None or signature is None:
        return
    if below.table is table:
        yield from by_position(route, path)
    inclusions = [step.included for step in below.steps]
    taken = taken_along(route, signature, inclusions, Search(frozenset(path.parameters), follow))
    if taken is None:
        return
    for name in path.parameters:
        other = _meant(name, path, whole, signature, follow) if name not in taken else None
        if other:
            message = NOT_TAKEN.format(_function(below, table), name, cut(prefix), other)
            yield Mismatch(_place(below, table), message)


def _in_whole_path(below: Below, table: Table, follow: Follow) -> Iterator[Mismatch]:
    """The parameters that are to come from the path of a route, which has them not."""
    signature, text = signature_behind(below.route, follow), below.path(follow)
    path = route_path(text) if text is not None else None
    for found in not_in_path(signature, path, follow) if signature and path else ():
        yield found if below.table is table else found._replace(node=_place(below, table))


def _meant(
    name: str, prefix: RoutePath, whole: RoutePath, signature: Signature, follow: Follow
) -> str | None:
    """The parameter that must be in the query, and looks as if it were meant for a name."""
    above = prefix.text.partition(f"{{{name}")[0].rstrip("/").rpartition("/")[2]
    for parameter in signature.parameters:
        is_free = parameter.default is None and parameter.name not in whole.parameters
        is_near = is_free and _is_near(parameter.name, name, above)
        if is_near and _is_in_query(parameter, signature, follow):
            return parameter.name
    return None


def _is_in_query(parameter: Parameter, signature: Signature, follow: Follow) -> bool:
    """Whether FastAPI takes a parameter from the query without being told to."""
    scope, annotation = signature.scope, parameter.annotation
    if annotation is None:
        return True
    kind = written(annotation, scope, follow).type
    is_told = any(True for _ in marks_of(parameter, scope, follow))
    return not is_told and re.match(SCALARS, kind.scope.resolve(kind.expression) or "") is not None


def _is_near(parameter: str, name: str, above: str) -> bool:
    """Whether a parameter has the words of a name in a prefix, or is spelt nearly like it.

    `id` may be meant for `{user_id}`, and `user_id` for the `{id}` that has `users` above it.
    """
    words, others = (
        [word.lower() for word in re.findall(WORDS, each)] for each in (parameter, name)
    )
    is_known = (word in others or word in above.lower() for word in words)
    if not {*words}.isdisjoint(others) and all(is_known):
        return True
    if len(words) == len(others) and all(map(_abbreviates, words, others)):
        return bool(words)
    return SequenceMatcher(None, parameter, name).ratio() >= NEAR


def _abbreviates(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _function(below: Below, table: Table) -> str:
    """How a function is called, with the file if it is another one."""
    name = f"`{below.route.handler.name}`" if below.route.handler else ""
    return name if below.table is table else f"{name} of {below.table.file.relative}"


def _place(below: Below, table: Table) -> ast.expr:
    """The path of a route of this file, or else where the file includes the router of it."""
    return below.route.written if below.table is table else below.steps[0].included.call
