"""Whether a function uses a dict as a record: it names keys of it that the type does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n

from mypy_housestyle.facts.references import is_target, key_of, part_around
from mypy_housestyle.walk import descendants, statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_housestyle.facts.references import Body

SEQUENCES = (n.ListExpr, n.TupleExpr, n.SetExpr)


def is_read_by_key(variable: n.SymbolNode, body: Body) -> bool:
    """Whether the function looks up a key by name in a variable or in what the variable holds."""
    seen = {variable}
    pending = [variable]
    while pending:
        held = pending.pop()
        places = _uses(held, body) if held is variable else body.references.get(held, ())
        for name in places:
            if key_of(part_around(name, body)) is not None:
                return True
            for other in _receivers(name, body):
                if other not in seen:
                    seen.add(other)
                    pending.append(other)
    return False


def _uses(variable: n.SymbolNode, body: Body) -> Iterator[n.NameExpr]:
    """Where a parameter is used, up to a statement that gives the name to other data for good."""
    for name in body.references.get(variable, ()):
        parent = body.parents.get(name)
        if isinstance(parent, n.AssignmentStmt) and name in parent.lvalues:
            is_for_good = body.parents.get(parent) is getattr(body.root, "body", None)
            if is_for_good and not _names(parent.rvalue, variable):
                return
        yield name


def _names(value: n.Expression, variable: n.SymbolNode) -> bool:
    below = descendants(value)
    return any(isinstance(node, n.NameExpr) and node.node is variable for node in below)


def is_kept_whole(variable: n.SymbolNode, body: Body) -> bool:
    """Whether the function only hands on what a variable holds, or looks something up by it."""
    uses = [*_uses(variable, body)]
    return bool(uses) and all(_is_whole(name, body.parents.get(name)) for name in uses)


def _is_whole(name: n.NameExpr, parent: n.Node | None) -> bool:
    match parent:
        case n.IndexExpr():
            return parent.index is name
        case n.CallExpr(callee=n.RefExpr(fullname=callee)):
            return name in parent.args and not callee.startswith("builtins.")
        case n.ComparisonExpr(operators=["in" | "not in"]):
            return parent.operands[0] is name
    return False


def returns_named_keys(function: n.FuncDef, body: Body) -> bool:
    """Whether the function returns a dict that it gives keys with names."""
    results = [node for node in statements(function) if isinstance(node, n.ReturnStmt)]
    return any(
        _has_named_keys(result.expr, body)
        for result in results
        if _function_around(result, body) is function
    )


def _receivers(name: n.NameExpr, body: Body) -> Iterator[n.SymbolNode]:
    """The variables that get the value of `name`, or its items."""
    statement: n.Node | None = next(
        (up for up in body.around(name) if not isinstance(up, n.OpExpr)), None
    )
    targets: list[n.Expression] = []
    match statement:
        case n.AssignmentStmt() if not is_target(name, body):
            targets = statement.lvalues
        case n.ForStmt() if not is_target(name, body):
            targets = [statement.index]
        case n.GeneratorExpr() if name in statement.sequences:
            targets = [statement.indices[statement.sequences.index(name)]]
    for target in targets:
        if isinstance(target, n.NameExpr) and target.node is not None:
            yield target.node


def _has_named_keys(value: n.Expression | None, body: Body) -> bool:
    match value:
        case n.DictExpr(items=items):
            return any(isinstance(key, n.StrExpr) for key, _ in items)
        case n.CallExpr(callee=n.RefExpr(fullname="builtins.dict"), arg_kinds=kinds):
            return n.ARG_NAMED in kinds
        case n.ListComprehension():
            return _has_named_keys(value.generator.left_expr, body)
        case n.NameExpr() if value.node is not None:
            return any(_is_given_keys(place, body) for place in body.references[value.node])
    return isinstance(value, SEQUENCES) and any(_has_named_keys(it, body) for it in value.items)


def _is_given_keys(place: n.NameExpr, body: Body) -> bool:
    """Whether a variable gets a dict with named keys here, or a key with a name."""
    parent = body.parents.get(place)
    if isinstance(parent, n.IndexExpr):
        return is_target(parent, body) and isinstance(parent.index, n.StrExpr)
    if not isinstance(parent, n.AssignmentStmt) or place not in parent.lvalues:
        return False
    return isinstance(parent.rvalue, n.DictExpr) and _has_named_keys(parent.rvalue, body)


def _function_around(node: n.Node, body: Body) -> n.Node | None:
    return next((up for up in body.around(node) if isinstance(up, n.FuncItem)), None)
