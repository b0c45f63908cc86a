"""Where variables get their values, and which statements keep one for the next call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import mypy.nodes as n

from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

Way = Literal["value", "item", "entered"]
BINDERS = {
    *(n.AssignmentStmt, n.AssignmentExpr, n.ForStmt, n.WithStmt),
    *(n.GeneratorExpr, n.DictionaryComprehension),
}
KEEPERS = {n.AssignmentStmt, n.OperatorAssignmentStmt, n.ForStmt, n.WithStmt}


class Source(Record):
    """An expression that a variable gets its value from: as it is, by `for`, or by `with`."""

    expression: n.Expression
    way: Way = "value"


def bindings(node: n.Node) -> Iterator[tuple[n.SymbolNode, Source]]:
    """The variables that a node of one of `BINDERS` gives a value, each with where it is from."""
    for target, source in assignments(node):
        variable = target.node if isinstance(target, n.RefExpr) else None
        if variable is not None:
            yield variable, source


def targets(node: n.Node) -> list[n.Expression]:
    """What a node of one of `BINDERS` or `KEEPERS` writes to."""
    match node:
        case n.AssignmentStmt(lvalues=written):
            return written
        case n.GeneratorExpr(indices=written) | n.DictionaryComprehension(indices=written):
            return written
        case n.WithStmt():
            return [target for target in node.target if target is not None]
        case (
            n.OperatorAssignmentStmt(lvalue=target)
            | n.ForStmt(index=target)
            | n.AssignmentExpr(target=target)
        ):
            return [target]
    return []


def assignments(node: n.Node) -> Iterator[tuple[n.Expression, Source]]:
    """What a node of one of `BINDERS` writes to, which may be a tuple of names or an item."""
    match node:
        case n.AssignmentStmt():
            yield from ((target, Source(node.rvalue)) for target in node.lvalues)
        case n.AssignmentExpr():
            yield node.target, Source(node.value)
        case n.ForStmt():
            yield node.index, Source(node.expr, "item")
        case n.GeneratorExpr() | n.DictionaryComprehension():
            for target, items in zip(node.indices, node.sequences, strict=True):
                yield target, Source(items, "item")
        case n.WithStmt():
            for entered, manager in zip(node.target, node.expr, strict=True):
                if entered is not None:
                    yield entered, Source(manager, "entered")
