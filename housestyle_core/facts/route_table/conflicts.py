"""Routes that never answer, because an earlier one always does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from housestyle_core.facts.handlers import last_name
from housestyle_core.facts.route_table.below import routes_below
from housestyle_core.facts.route_table.paths import route_path
from housestyle_core.facts.route_table.table import HERE, route_table
from housestyle_core.record import Record

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from housestyle_core.facts.route_table.below import Below
    from housestyle_core.facts.route_table.paths import RoutePath
    from housestyle_core.facts.route_table.places import Place
    from housestyle_core.facts.route_table.registrations import Registration
    from housestyle_core.facts.route_table.routers import Router
    from housestyle_core.facts.route_table.table import Reach, Table
    from housestyle_core.tree.context import File


class Entry(Record):
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


class Conflict(Record):
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


def _entries(router: Router, table: Table, reach: Reach) -> Iterator[Entry]:
    """The routes of a router whose paths are known, with those of the routers that it includes."""
    for below in routes_below(router, table, reach):
        if _is_plain(below):
            text, methods = below.path(reach.follow), below.route.methods
            path = route_path(text) if text is not None else None
            if path and methods:
                yield _entry(below, path, methods)


def _is_plain(below: Below) -> bool:
    """Whether a route is there once, and nothing but FastAPI decides what it answers."""
    routers = (below.route.router, *(step.included.parent for step in below.steps))
    return (
        not _is_versioned(below.route)
        and all(router.is_plain for router in routers)
        and all(step.is_only for step in below.steps)
    )


def _entry(below: Below, path: RoutePath, methods: frozenset[str]) -> Entry:
    if not below.steps:
        return Entry(below.route, path, methods, below.route.place)
    places = [*(step.included.place for step in below.steps), below.route.place]
    tables = [*(step.table for step in below.steps), below.table]
    is_sure = all(
        inner.runs_before(outer) if table is home else _is_imported(inner)
        for outer, inner, home, table in zip(places, places[1:], tables, tables[1:], strict=False)
    )
    return Entry(below.route, path, methods, places[0], below.steps[0].included.call, is_sure)


def _is_imported(place: Place) -> bool:
    """Whether what stands there has run when the module has been imported."""
    return len(place.blocks) == 1


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
