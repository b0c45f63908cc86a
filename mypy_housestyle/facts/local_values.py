"""What the names in a function stand for, by declarations alone.

mypy asks the plugin about a decorator when it has not come to the body below, or never comes there
again, so what it infers of a name is not at hand.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.types import AnyType, NoneType, TypeVarType, UnionType, get_proper_type

from housestyle_core.record import Record
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
OPEN = (AnyType, NoneType, TypeVarType)
COMPREHENSIONS = (n.ListComprehension, n.SetComprehension, n.DictionaryComprehension)


class Names(Record):
    """Every value that a name of a function gets, None for what is no expression; those tested.

    `parameters` has the types that are declared for them.
    """

    values: Mapping[n.SymbolNode | None, list[n.Expression | None]]
    tested: set[n.SymbolNode | None]
    parameters: Mapping[str, Type]


def names_in(function: n.FuncDef, parameters: Mapping[str, Type]) -> Names:
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
    return Names(values, tested, parameters)


def local_type(name: n.Expression, names: Names) -> Type | None:
    """The type of a parameter, or of a name that gets one value; without None and no union.

    None where nothing is declared, and where the function asks which type it is.
    """
    variable = name.node if isinstance(name, n.NameExpr) else None
    declared = None if variable in names.tested else _declared(variable, names)
    kept = get_proper_type(without_none(declared)) if declared else None
    return None if isinstance(kept, UnionType) else kept


def may_be_none(value: n.Expression | None, names: Names) -> bool:
    """Whether an expression may be None, as far as declarations and tests of its name tell."""
    match value:
        case None:
            return True
        case n.NameExpr(node=variable):
            values = names.values.get(variable, [])
            is_made = len(values) == 1 and isinstance(values[0], DISPLAYS + COMPREHENSIONS)
            is_sure = is_made or variable in names.tested
            return not is_sure and _has_none(_declared(variable, names))
        case n.ConditionalExpr():
            return any(may_be_none(each, names) for each in (value.if_expr, value.else_expr))
    if isinstance(value, DISPLAYS + COMPREHENSIONS):
        return False
    return _has_none(declared_type(value))


def _declared(variable: n.SymbolNode | None, names: Names) -> Type | None:
    """The declared type of a parameter that stays what it is, or of a name with one value."""
    values = names.values.get(variable, [])
    if not isinstance(variable, n.Var) or len(values) > 1:
        return None
    if variable.name in names.parameters:
        return None if values else names.parameters[variable.name]
    if not values or values[0] is None:
        return None
    return declared_type(values[0]) if variable.is_inferred else variable.type


def _has_none(declared: Type | None) -> bool:
    """Whether a type has None in it, or may have because it is not known."""
    proper = get_proper_type(declared)
    items = proper.items if isinstance(proper, UnionType) else [proper or NoneType()]
    return any(isinstance(get_proper_type(item), OPEN) for item in items)


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
