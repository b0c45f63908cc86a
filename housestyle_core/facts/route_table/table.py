"""What a file registers with FastAPI: its routes, and the routers that include others."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.facts.route_table.registrations import (
    Inclusion,
    Registration,
    inclusion,
    registration,
)
from housestyle_core.facts.route_table.routers import router_of
from housestyle_core.facts.written_types import Follow, followed_nowhere
from housestyle_core.record import Record
from housestyle_core.tree.context import Context

if TYPE_CHECKING:
    from collections.abc import Callable

    from housestyle_core.tree.context import File
    from housestyle_core.tree.scopes import Scope

ITERATING = (ast.For, ast.comprehension)


class Table(Record):
    """What a file registers, in no order, and the routers whose routes it may rearrange."""

    file: File
    routes: list[Registration]
    included: list[Inclusion]
    rearranged: set[ast.expr]


class Reach(Record):
    """How far one looks into other modules: what their names stand for, what they register."""

    follow: Follow = followed_nowhere
    table_of: Callable[[Scope], Table | None] = lambda _: None


class _Whole(Record):
    """A file by the identity of its tree, for one table serves several rules."""

    file: File

    def __hash__(self) -> int:
        return hash(self.file.tree)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Whole) and self.file.tree is other.file.tree


HERE = Reach()


def route_table(file: File, reach: Reach = HERE) -> Table:
    """What a file registers, as far as it proves that it does."""
    return _own_table(_Whole(file)) if reach is HERE else _table(file, reach)


@lru_cache(maxsize=1)
def _own_table(whole: _Whole) -> Table:
    return _table(whole.file, HERE)


def _table(file: File, reach: Reach) -> Table:
    table = Table(file, [], [], set())
    for nodes, scope, in_annotation, quoted in file.regions:
        if not in_annotation:
            context = Context(file, scope, in_annotation, quoted)
            for node in nodes:
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    _note(node, context, table, reach)
                elif isinstance(node, ast.Attribute) and node.attr == "routes":
                    _note_rearranged(node, context, table, reach)
    return table


def _note(call: ast.Call, context: Context, table: Table, reach: Reach) -> None:
    if route := registration(call, context, reach.follow):
        table.routes.append(route)
    elif included := inclusion(call, context, reach.follow):
        table.included.append(included)


def _note_rearranged(routes: ast.Attribute, context: Context, table: Table, reach: Reach) -> None:
    """Note the router whose list of routes is used for more than to go through it."""
    above = context.file.parents[routes]
    is_read = isinstance(above, ITERATING) and above.iter is routes
    if not is_read and (router := router_of(routes.value, context.scope, reach.follow)):
        table.rearranged.add(router.made)
