"""The routes of a router, its own and those of the routers that it includes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.facts.route_table.registrations import Inclusion, Registration
    from housestyle_core.facts.route_table.routers import Router
    from housestyle_core.facts.route_table.table import Reach, Table
    from housestyle_core.facts.written_types import Follow

DEPTH = 5


class Step(Record):
    """An `include_router`, and the file's table that it stands in.

    `is_only` says that no other one in the file includes the same router.
    """

    included: Inclusion
    table: Table
    is_only: bool

    def prefix(self, follow: Follow) -> str | None:
        """What it puts before the routes of the router, with that one's own prefix."""
        child = self.included.child
        below = child.prefix(follow) if child else None
        above = self.included.prefix
        return None if above is None or below is None else above + below


class Below(Record):
    """A route as a router has it: its own, or one to which `steps` lead, the outermost first.

    `table` is that of the file which registers the route.
    """

    route: Registration
    table: Table
    steps: tuple[Step, ...] = ()

    def path(self, follow: Follow) -> str | None:
        """Its path below the router's own prefix; None where the files do not tell."""
        parts = [step.prefix(follow) for step in self.steps]
        if self.route.path is None or None in parts:
            return None
        return "".join([*filter(None, parts), self.route.path.text])


def routes_below(router: Router, table: Table, reach: Reach, depth: int = 0) -> Iterator[Below]:
    """The routes of a router that a file registers, and of the routers that are included there.

    Those whose routes another file may rearrange are left out.
    """
    for route in table.routes:
        if route.router.made is router.made:
            yield Below(route, table)
    for included in table.included if depth < DEPTH else ():
        child = included.child if included.parent.made is router.made else None
        home = _home(child, table, reach) if child else None
        if child and home:
            step = Step(included, table, _is_included_once(child, table))
            for found in routes_below(child, home, reach, depth + 1):
                yield found._replace(steps=(step, *found.steps))


def _home(router: Router, table: Table, reach: Reach) -> Table | None:
    """What the file registers that makes a router, if nothing rearranges its routes there."""
    module = router.scope.module()
    if module is table.file.scope:
        return table
    home = reach.table_of(module)
    return home if home and router.made not in home.rearranged else None


def _is_included_once(router: Router, table: Table) -> bool:
    return [each.child.made for each in table.included if each.child].count(router.made) == 1
