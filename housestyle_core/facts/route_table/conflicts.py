"""Routes that never answer, because an earlier one always does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from housestyle_core.facts.handlers import last_name
from housestyle_core.facts.route_table.paths import route_path
from housestyle_core.facts.route_table.table import HERE, route_table

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from housestyle_core.facts.route_table.paths import RoutePath
    from housestyle_core.facts.route_table.places import Place
    from housestyle_core.facts.route_table.registrations import Inclusion, Registration
    from housestyle_core.facts.route_table.routers import Router
    from housestyle_core.facts.route_table.table import Reach, Table
    from housestyle_core.tree.context import File

DEPTH = 5


class Entry(NamedTuple):
    """A route as a router has it, its own or one that comes `through` an `include_router`.

    `path` is the one below the router's own prefix; `is_sure` tells whether the route is there
    from `place` on, whatever is called when.
    """

    route: Registration
    path: RoutePath
    methods: frozenset[str]
    place: Place
    through: ast.Call | None = None
    is_sure: bool = True


class Conflict(NamedTuple):
    """A route, the earlier one that answers in its place, and the methods for which it does."""

    route: Entry
    earlier: Entry
    methods: frozenset[str]

    @property
    def is_duplicate(self) -> bool:
        """Whether the two paths are the same but for the names of their parameters."""
        return self.route.path.pattern == self.earlier.path.pattern


def conflicts(file: File, reach: Reach = HERE) -> Iterator[Conflict]:
    """The routes of a file, or of routers that it includes, that never answer.

    Each with the methods for which it does not.
    """
    table = route_table(file, reach)
    routers = {each.router.made: each.router for each in table.routes}
    routers |= {each.parent.made: each.parent for each in table.included}
    for made, router in routers.items():
        if made not in table.rearranged:
            yield from _conflicts(sorted(_entries(router, table, reach), key=_order))


def _entries(router: Router, table: Table, reach: Reach, depth: int = 0) -> Iterator[Entry]:
    """The routes of a router whose paths are known, with those of the routers that it includes."""
    if not router.is_plain or depth > DEPTH:
        return
    for route in table.routes:
        path, methods = route.path, route.methods
        is_here = route.router.made is router.made and not _is_versioned(route)
        if is_here and path and methods:
            yield Entry(route, path, methods, route.place)
    for included in table.included:
        if included.parent.made is router.made and _is_included_once(included, table):
            yield from _through(included, table, reach, depth)


def _through(included: Inclusion, table: Table, reach: Reach, depth: int) -> Iterator[Entry]:
    """The routes that an `include_router` adds to a router."""
    child, place = included.child, included.place
    if child is None or child.prefix is None or included.prefix is None:
        return
    home = _home(child, table, reach)
    for entry in _entries(child, home, reach, depth + 1) if home else ():
        if path := route_path(included.prefix + child.prefix + entry.path.text):
            is_there = (
                _is_imported(entry.place) if home is not table else entry.place.runs_before(place)
            )
            yield entry._replace(
                path=path, place=place, through=included.call, is_sure=entry.is_sure and is_there
            )


def _home(router: Router, table: Table, reach: Reach) -> Table | None:
    """What the file registers that makes a router, if nothing rearranges its routes there."""
    module = router.scope.module()
    if module is table.file.scope:
        return table
    file = reach.file_of(module)
    home = route_table(file, reach) if file else None
    return home if home and router.made not in home.rearranged else None


def _is_imported(place: Place) -> bool:
    """Whether what stands there has run when the module has been imported."""
    return len(place.blocks) == 1


def _is_included_once(included: Inclusion, table: Table) -> bool:
    children = [each.child.made for each in table.included if each.child]
    return included.child is not None and children.count(included.child.made) == 1


def _conflicts(entries: list[Entry]) -> Iterator[Conflict]:
    """What the routes of one router, sorted, take from each other."""
    winners: list[Entry] = []
    for entry in entries:
        left = entry.methods
        for earlier in winners:
            if taken := _taken(entry, earlier, left):
                yield Conflict(entry, earlier, taken)
                left -= taken
        if entry.is_sure:
            winners.append(entry)


def _taken(entry: Entry, earlier: Entry, methods: frozenset[str]) -> frozenset[str]:
    """The methods for which an earlier route always answers in the place of another."""
    taken = methods & earlier.methods
    if not taken or (entry.through is earlier.through and entry.through is not None):
        return frozenset()
    is_same = entry.path.pattern == earlier.path.pattern
    has_own_handler = (
        entry.route.handler is None or entry.route.handler is not earlier.route.handler
    )
    covered = is_same or (has_own_handler and earlier.path.covers(entry.path))
    return taken if covered and earlier.place.runs_before(entry.place) else frozenset()


def _is_versioned(route: Registration) -> bool:
    """Whether a decorator says for which version of the interface a route is, so others may be."""
    decorators = route.handler.decorator_list if route.handler else []
    names = (last_name(getattr(item, "func", item)) for item in decorators)
    return any("version" in name for name in names)


def _order(entry: Entry) -> tuple[int, int]:
    return entry.place.order
