"""Whether data that is read in comes from the program itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import mypy.nodes as n

from mypy_housestyle.facts.references import assigned_value
from mypy_housestyle.facts.signatures import fullname_of, name_of
from mypy_housestyle.walk import definitions, descendants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_housestyle.facts.fates import Flow

WRITER = re.compile(r"(?!(model_)?dump$).*(dump|to_json).*")
READERS = frozenset({"open", "read_text", "read_bytes"})
CODINGS = frozenset({"encode", "decode"})
HERE = ("__file__", "__path__", "__module_path__")
PACKAGED = ("importlib.resources.", "importlib_resources.", "pkgutil.get_data")
DEPTH = 4


def is_own_data(call: n.CallExpr, flow: Flow) -> bool:
    """Whether a call reads what the program has just written or a file that ships with it.

    Variables are looked up, so `json.load(file)` is known by the `open(PATH)` that `file` is from.
    """
    values = _module_values(flow)
    return any(
        any(map(_is_written, (argument, *_values(argument, flow, values))))
        or any(map(_is_packaged, _origins(argument, flow, values, DEPTH)))
        or _is_kept_here([*_origins(argument, flow, values, DEPTH)], flow)
        for argument in call.args
    )


def _is_kept_here(origins: list[n.Node], flow: Flow) -> bool:
    """Whether data is read from a file that another function of the module writes.

    Both find the file by the same function, constant or attribute of the module.
    """
    callees = (node.callee for node in origins if isinstance(node, n.CallExpr))
    if READERS.isdisjoint(map(name_of, callees)):
        return False
    places = set(filter(None, (_own_name(node, flow) for node in origins)))
    items = definitions(flow.checker.tree.defs)
    functions = (item.node for item in items if isinstance(item.node, n.FuncDef))
    return bool(places) and any(
        any(map(_is_written, nodes)) and any(_own_name(node, flow) in places for node in nodes)
        for nodes in map(list, map(descendants, functions))
    )


def _own_name(node: n.Node, flow: Flow) -> str | None:
    """The name of what the module or `self` has; None for anything else."""
    match node:
        case n.NameExpr(fullname=fullname) if (
            fullname.rpartition(".")[0] == flow.checker.tree.fullname
        ):
            return fullname
        case n.MemberExpr(expr=n.NameExpr(name="self"), name=name):
            return name
    return None


def _is_written(value: n.Node) -> bool:
    if not isinstance(value, n.CallExpr):
        return False
    callee = value.callee
    if isinstance(callee, n.MemberExpr) and callee.name in CODINGS:
        return _is_written(callee.expr)
    return WRITER.fullmatch(name_of(callee)) is not None


def _is_packaged(node: n.Node) -> bool:
    if isinstance(node, n.CallExpr):
        return fullname_of(node.callee).startswith(PACKAGED)
    return isinstance(node, n.NameExpr | n.MemberExpr) and node.name in HERE


def _origins(
    expression: n.Node, flow: Flow, values: dict[n.SymbolNode, n.Expression], depth: int
) -> Iterator[n.Node]:
    """Every node of an expression and of what its variables were given, some steps back."""
    for node in descendants(expression):
        yield node
        if depth:
            for value in _values(node, flow, values):
                yield from _origins(value, flow, values, depth - 1)


def _values(
    node: n.Node, flow: Flow, values: dict[n.SymbolNode, n.Expression]
) -> list[n.Expression]:
    """What a variable is given in the function and at the top of the module."""
    if not isinstance(node, n.NameExpr) or node.node is None:
        return []
    places = flow.body.references.get(node.node, [])
    local = [value for place in places if (value := assigned_value(place, flow.body))]
    return local or [values[node.node]] if node.node in values else local


def _module_values(flow: Flow) -> dict[n.SymbolNode, n.Expression]:
    return {
        target.node: statement.rvalue
        for statement in flow.checker.tree.defs
        if isinstance(statement, n.AssignmentStmt)
        for target in statement.lvalues
        if isinstance(target, n.NameExpr) and target.node is not None
    }
