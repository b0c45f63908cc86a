"""The parts of a file's tree that one scope, and one way to read them, hold for."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.record import Record
from housestyle_core.tree.annotations import is_type_form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from housestyle_core.tree.scopes import Scope

PLAIN_FIELDS = frozenset(
    {
        *("arg", "asname", "attr", "conversion", "ctx", "id", "is_async", "kind", "kwd_attrs"),
        *("level", "module", "name", "op", "ops", "rest", "simple", "str", "type_comment"),
        "type_ignores",
    }
)


class _Fields(dict[type[ast.AST], tuple[str, ...]]):
    """The fields of each type of node that nodes stand in."""

    def __missing__(self, kind: type[ast.AST]) -> tuple[str, ...]:
        fields = tuple(field for field in kind._fields if field not in PLAIN_FIELDS)
        return self.setdefault(kind, fields)


FIELDS = _Fields({ast.Constant: (), ast.MatchSingleton: ()})


class Region(Record):
    """Nodes of one scope, and whether they are (part of) a type annotation, and of a quoted one."""

    nodes: list[ast.AST]
    scope: Scope
    in_annotation: bool = False
    quoted: bool = False


class Tree(Record):
    """Every node of a file in its region, the parent of each, the types that occur.

    The first region is the module's. Operators and the like are left out. `types` are the regions
    of annotations that are yet to be visited, one a scope.
    """

    regions: list[Region]
    parents: dict[ast.AST, ast.AST]
    kinds: set[type[ast.AST]]
    types: dict[Scope, Region]

    @property
    def scope(self) -> Scope:
        return self.regions[0].scope

    def enter(self, node: ast.AST, fields: Iterable[str], scope: Scope) -> None:
        """Have what stands in these fields of `node` visited as code of `scope`."""
        values = [getattr(node, field) for field in fields]
        parts = [part for value in values for part in (value if type(value) is list else [value])]
        nodes = [part for part in parts if part is not None]
        self.parents.update(dict.fromkeys(nodes, node))
        self.regions.append(Region(nodes, scope))

    def enter_type(self, node: ast.AST, field: str, scope: Scope) -> None:
        """Have what stands in a field of `node` visited as a type, if it can be one."""
        value = getattr(node, field, None)
        if value is None:
            return
        self.parents[value] = node
        if not is_type_form(value):
            self.regions.append(Region([value], scope))
        elif scope in self.types:
            self.types[scope].nodes.append(value)
        else:
            self.types[scope] = Region([value], scope, in_annotation=True)
            self.regions.append(self.types[scope])
