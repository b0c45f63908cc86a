"""What a file registers with FastAPI: its routes, and the routers that include others."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from housestyle_core.facts.route_table.registrations import (
    Inclusion,
    Registration,
    inclusion,
    registration,
)
from housestyle_core.facts.route_table.routers import router_of
from housestyle_core.tree.context import Context

if TYPE_CHECKING:
    from housestyle_core.tree.context import File

ITERATING = (ast.For, ast.comprehension)


class Table(NamedTuple):
    """What a file registers, in no order, and the routers whose routes it may rearrange."""

    routes: list[Registration]
    included: list[Inclusion]
    rearranged: set[ast.expr]


class _Whole(NamedTuple):
    """A file by the identity of its tree, for one table serves several rules."""

    file: File

    def __hash__(self) -> int:
        return hash(self.file.tree)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Whole) and self.file.tree is other.file.tree


def route_table(file: File) -> Table:
    """What a file registers, as far as it proves that it does."""
    return _table(_Whole(file))


@lru_cache(maxsize=1)
def _table(whole: _Whole) -> Table:
    table = Table([], [], set())
    for nodes, scope, in_annotation, quoted in whole.file.regions:
        if not in_annotation:
            context = Context(whole.file, scope, in_annotation, quoted)
            for node in nodes:
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    _note(node, context, table)
                elif isinstance(node, ast.Attribute) and node.attr == "routes":
                    _note_rearranged(node, context, table)
    return table


def _note(call: ast.Call, context: Context, table: Table) -> None:
    if route := registration(call, context):
        table.routes.append(route)
    elif included := inclusion(call, context):
        table.included.append(included)


def _note_rearranged(routes: ast.Attribute, context: Context, table: Table) -> None:
    """Note the router whose list of routes is used for more than to go through it."""
    above = context.file.parents[routes]
    is_read = isinstance(above, ITERATING) and above.iter is routes
    if not is_read and (router := router_of(routes.value, context.scope)):
        table.rearranged.add(router.made)
