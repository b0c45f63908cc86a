"""What the nodes of a function stand in, and where each of its names is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n

from housestyle_core.record import Record
from mypy_housestyle.walk import children

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.checker import TypeChecker

NONE = "builtins.None"
EMPTY = (n.StrExpr, n.IntExpr, n.DictExpr, n.ListExpr, n.SetExpr, n.TupleExpr)
SEQUENCES = (n.TupleExpr, n.ListExpr, n.StarExpr)


class Body(Record):
    """A function with all that is nested in it, or a module.

    `parents` has the node around each node, `references` the places of each variable in the order
    in which they run, but for loops.
    """

    root: n.FuncItem | n.MypyFile
    parents: dict[n.Node, n.Node]
    references: dict[n.SymbolNode, list[n.NameExpr]]

    def around(self, node: n.Node) -> Iterator[n.Node]:
        """The nodes around a node, from the inside out."""
        while (parent := self.parents.get(node)) is not None:
            yield parent
            node = parent


def body_around(checker: TypeChecker) -> Body:
    """The outermost function that is being checked, or the module outside of any."""
    functions = (found for found in checker.scope.stack if isinstance(found, n.FuncItem))
    return body_of(next(functions, None) or checker.tree)


def body_of(root: n.FuncItem | n.MypyFile) -> Body:
    """The nodes and the names below a function or module."""
    parents: dict[n.Node, n.Node] = {}
    references: dict[n.SymbolNode, list[n.NameExpr]] = {}
    stack: list[n.Node] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, n.NameExpr) and node.node is not None:
            references.setdefault(node.node, []).append(node)
        below = children(node)
        for child in below:
            parents[child] = node
        stack += below[::-1]
    return Body(root, parents, references)


def uses_after(target: n.NameExpr, body: Body) -> Iterator[n.NameExpr]:
    """Where the value that an assignment gave to `target` is read, until the next one."""
    found = body.references.get(target.node, []) if target.node else []
    start = found.index(target) + 1 if target in found else 0  # a comprehension's is no child
    return _until_given_anew(found[start:], target, body)


def values_of_parameter(parameter: n.Var, body: Body) -> Iterator[n.NameExpr]:
    """Where what the caller gave for a parameter is read, until the name gets another value."""
    return _until_given_anew(body.references.get(parameter, []), None, body)


def _until_given_anew(
    names: list[n.NameExpr], target: n.NameExpr | None, body: Body
) -> Iterator[n.NameExpr]:
    for name in names:
        if not is_target(name, body):
            yield name
        elif target is None or not _is_fallback(name, target, body):
            return


def is_target(node: n.Node, body: Body) -> bool:
    """Whether a statement writes to a name, a subscript or an attribute here."""
    parent = body.parents.get(node)
    targets: list[n.Expression | None] = []
    match parent:
        case n.AssignmentStmt():
            targets = [*parent.lvalues]
        case n.ForStmt():
            targets = [parent.index]
        case n.WithStmt():
            targets = parent.target
        case n.AssignmentExpr():
            targets = [parent.target]
        case n.DelStmt():
            targets = [parent.expr]
        case n.TupleExpr() | n.ListExpr() | n.StarExpr():
            return is_target(parent, body)
    return node in targets


def assigned_value(name: n.NameExpr, body: Body) -> n.Expression | None:
    """What the statement that writes to `name` takes its value from; None if none does."""
    parent = body.parents.get(name) if is_target(name, body) else None
    match parent:
        case n.AssignmentStmt():
            return parent.rvalue
        case n.ForStmt():
            return parent.expr
        case n.WithStmt():
            return parent.expr[parent.target.index(name)]
    return None


def part_around(value: n.Expression, body: Body) -> n.Expression | None:
    """The subscript, attribute or method call that looks into a value; None if nothing does."""
    parent = body.parents.get(value)
    match parent:
        case n.IndexExpr() if parent.base is value:
            return parent
        case n.MemberExpr():
            call = body.parents.get(parent)
            return call if isinstance(call, n.CallExpr) and call.callee is parent else parent
    return None


def key_of(part: n.Expression | None) -> str | None:
    """The key that `data["key"]` and `data.get("key")` look up."""
    match part:
        case n.IndexExpr(index=n.StrExpr(value=key)):
            return key
        case n.CallExpr(callee=n.MemberExpr(name="get"), args=[n.StrExpr(value=key), *_]):
            return key
    return None


def lookup_of(part: n.Expression | None) -> str | None:
    """The key that a part is looked up by, or the full name of the constant that stands for it."""
    match part:
        case n.IndexExpr(index=n.RefExpr(fullname=fullname)) if "." in fullname:
            return fullname
    return key_of(part)


def _is_fallback(name: n.NameExpr, target: n.NameExpr, body: Body) -> bool:
    """Whether another branch gives the name an empty value, after which the first still counts."""
    value = assigned_value(name, body)
    is_none = isinstance(value, n.NameExpr) and value.fullname == NONE
    if not is_none and not isinstance(value, EMPTY):
        return False
    return _block(name, body) is not _block(target, body)


def _block(node: n.Node, body: Body) -> n.Node | None:
    return next((up for up in body.around(node) if isinstance(up, n.Block)), None)
