"""What the names in a function stand for, by declarations alone.

mypy asks the plugin about a decorator when it has not come to the body below, or never comes there
again, so what it infers of a name is not at hand.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import mypy.nodes as n
from mypy.types import AnyType, NoneType, TypeVarType, UnionType, get_proper_type

from mypy_housestyle.facts.dependencies import without_none
from mypy_housestyle.facts.given import declared_type
from mypy_housestyle.walk import descendants

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mypy.types import Type

TARGETS: dict[type[n.Node], str] = {
    n.OperatorAssignmentStmt: "lvalue",
    n.ForStmt: "index",
    n.WithStmt: "target",
    n.AssignmentExpr: "target",
    n.DelStmt: "expr",
    n.TryStmt: "vars",
}
"""What gives a name a value that is no expression, or takes it away."""
TESTS: dict[type[n.Node], str] = {
    n.IfStmt: "expr",
    n.WhileStmt: "expr",
    n.AssertStmt: "expr",
    n.ConditionalExpr: "cond",
    n.MatchStmt: "subject",
    n.OpExpr: "left",
}
"""What may tell of a name which of its types it has."""
DISPLAYS = (n.DictExpr, n.ListExpr, n.SetExpr, n.TupleExpr, n.StrExpr, n.IntExpr, n.FloatExpr)
COMPREHENSIONS = (n.ListComprehension, n.SetComprehension, n.DictionaryComprehension)


class Names(NamedTuple):
    """Every value that a name of a function gets, None for what is no expression; those tested."""

    values: Mapping[n.SymbolNode | None, list[n.Expression | None]]
    tested: set[n.SymbolNode | None]


def names_in(function: n.FuncDef) -> Names:
    """The names that a function assigns to, those of its inner functions included."""
    values: defaultdict[n.SymbolNode | None, list[n.Expression | None]] = defaultdict(list)
    tested: set[n.SymbolNode | None] = set()
    for node in descendants(function.body):
        match node:
            case n.AssignmentStmt(lvalues=[n.NameExpr(node=variable)], rvalue=value):
                values[variable].append(value)
            case n.AssignmentStmt(lvalues=targets):
                for variable in _variables(targets):
                    values[variable].append(None)
        for variable in _variables(getattr(node, TARGETS.get(type(node), ""), None)):
            values[variable].append(None)
        tested.update(_variables(getattr(node, TESTS.get(type(node), ""), None)))
    return Names(values, tested)


def local_type(name: n.Expression, names: Names, parameters: Mapping[str, Type]) -> Type | None:
    """The type of a parameter, or of a name that gets one value; without None and no union.

    None where nothing is declared, and where the function asks which type it is.
    """
    variable = name.node if isinstance(name, n.NameExpr) else None
    values = names.values.get(variable, [])
    if variable in names.tested or len(values) > 1 or not isinstance(variable, n.Var):
        return None
    declared = parameters.get(variable.name) if not values else None
    if values and values[0] is not None:
        declared = declared_type(values[0]) if variable.is_inferred else variable.type
    kept = get_proper_type(without_none(declared)) if declared else None
    return None if isinstance(kept, UnionType) else kept


def may_be_none(value: n.Expression | None, names: Names) -> bool:
    """Whether an expression may be None, as far as declarations and tests of its name tell."""
    match value:
        case None:
            return True
        case n.NameExpr(node=variable) if variable in names.values:
            values = names.values[variable]
            is_once = variable not in names.tested and len(values) == 1
            return may_be_none(values[0], names) if is_once else variable not in names.tested
        case n.ConditionalExpr():
            return any(may_be_none(each, names) for each in (value.if_expr, value.else_expr))
    if isinstance(value, DISPLAYS + COMPREHENSIONS):
        return False
    declared = get_proper_type(declared_type(value))
    items = declared.items if isinstance(declared, UnionType) else [declared]
    open_types = (AnyType, NoneType, TypeVarType)
    return declared is None or any(isinstance(get_proper_type(item), open_types) for item in items)


def leaves(block: n.Block) -> bool:
    """Whether a block ends with `return` or `raise`, whatever way it takes."""
    match block.body[-1:]:
        case [n.ReturnStmt() | n.RaiseStmt()]:
            return True
        case [n.IfStmt(body=bodies, else_body=n.Block() as other)]:
            return all(map(leaves, [*bodies, other]))
        case [n.WithStmt(body=body)]:
            return leaves(body)
        case [n.TryStmt(body=body, handlers=handlers, else_body=other)]:
            return leaves(other or body) and all(map(leaves, handlers))
    return False


def _variables(part: object) -> Iterator[n.SymbolNode | None]:
    """The names in a part of a node, which may be a list or missing."""
    for each in part if isinstance(part, list) else [part]:
        for node in descendants(each) if isinstance(each, n.Node) else ():
            if isinstance(node, n.NameExpr):
                yield node.node
