"""The definitions of a module, and any other node of mypy's tree.

Plugins cannot subclass mypy's visitors, which are compiled, so the children of each node stand in
a table.
"""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Any

import mypy.nodes as n

from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CHILDREN: dict[type[n.Node], tuple[str, ...]] = {
    n.MypyFile: ("defs",),
    n.Block: ("body",),
    n.ClassDef: ("decorators", "base_type_exprs", "defs"),
    n.Decorator: ("decorators", "func"),
    n.OverloadedFuncDef: ("items", "impl"),
    n.FuncDef: ("arguments", "body"),
    n.LambdaExpr: ("arguments", "body"),
    n.Argument: ("initializer",),
    n.ExpressionStmt: ("expr",),
    n.AssignmentStmt: ("rvalue", "lvalues"),
    n.OperatorAssignmentStmt: ("rvalue", "lvalue"),
    n.ReturnStmt: ("expr",),
    n.IfStmt: ("expr", "body", "else_body"),
    n.WhileStmt: ("expr", "body", "else_body"),
    n.ForStmt: ("index", "expr", "body", "else_body"),
    n.WithStmt: ("expr", "target", "body"),
    n.TryStmt: ("body", "types", "handlers", "else_body", "finally_body"),
    n.RaiseStmt: ("expr", "from_expr"),
    n.AssertStmt: ("expr", "msg"),
    n.DelStmt: ("expr",),
    n.MatchStmt: ("subject", "guards", "bodies"),
    n.CallExpr: ("callee", "args"),
    n.MemberExpr: ("expr",),
    n.IndexExpr: ("base", "index"),
    n.OpExpr: ("left", "right"),
    n.UnaryExpr: ("expr",),
    n.ComparisonExpr: ("operands",),
    n.ListExpr: ("items",),
    n.TupleExpr: ("items",),
    n.SetExpr: ("items",),
    n.DictExpr: ("items",),
    n.ConditionalExpr: ("cond", "if_expr", "else_expr"),
    n.ListComprehension: ("generator",),
    n.SetComprehension: ("generator",),
    n.GeneratorExpr: ("sequences", "condlists", "left_expr"),
    n.DictionaryComprehension: ("sequences", "condlists", "key", "value"),
    n.AwaitExpr: ("expr",),
    n.YieldExpr: ("expr",),
    n.YieldFromExpr: ("expr",),
    n.StarExpr: ("expr",),
    n.SliceExpr: ("begin_index", "end_index", "stride"),
    n.AssignmentExpr: ("value", "target"),
    n.SuperExpr: ("call",),
}
DEFINING = {
    *(n.FuncDef, n.Decorator, n.OverloadedFuncDef, n.ClassDef),
    *(n.IfStmt, n.TryStmt, n.WithStmt),
}
INNER: dict[type[n.Node], tuple[str, ...]] = {
    n.MypyFile: ("defs",),
    n.Block: ("body",),
    n.ClassDef: ("defs",),
    n.Decorator: ("func",),
    n.OverloadedFuncDef: ("items", "impl"),
    n.FuncDef: ("body",),
    n.IfStmt: ("body", "else_body"),
    n.WhileStmt: ("body", "else_body"),
    n.ForStmt: ("body", "else_body"),
    n.WithStmt: ("body",),
    n.TryStmt: ("body", "handlers", "else_body", "finally_body"),
    n.MatchStmt: ("bodies",),
}
"""Where statements stand in others."""


class Definition(Record):
    """A function or class of a module, with its decorated form and the class around it."""

    node: n.FuncDef | n.ClassDef
    decorator: n.Decorator | None
    owner: n.ClassDef | None


def definitions(
    statements: list[n.Statement], owner: n.ClassDef | None = None
) -> Iterator[Definition]:
    """Every function and class at the top level and in classes there, `if` and `try` included.

    mypy knows nothing of a class in a branch that is not for the Python or the platform at hand.
    """
    for statement in compress(statements, map(DEFINING.__contains__, map(type, statements))):
        match statement:
            case n.FuncDef():
                yield Definition(statement, None, owner)
            case n.Decorator():
                yield Definition(statement.func, statement, owner)
            case n.OverloadedFuncDef():
                items: list[n.Statement] = [*statement.items]
                if isinstance(statement.impl, n.Statement):
                    items.append(statement.impl)
                yield from definitions(items, owner)
            case n.ClassDef():
                yield Definition(statement, None, owner)
                yield from definitions(statement.defs.body, statement)
            case n.IfStmt() | n.TryStmt() | n.WithStmt():
                for block in children(statement):
                    if isinstance(block, n.Block) and not block.is_unreachable:
                        yield from definitions(block.body, owner)


def children(node: n.Node) -> list[n.Node]:
    """The nodes directly below a node."""
    found: list[n.Node] = []
    for name in CHILDREN.get(type(node), ()):
        value = getattr(node, name)
        if type(value) is list:
            _gather(value, found)
        elif value is not None:
            found.append(value)
    return found


def descendants(root: n.Node) -> Iterator[n.Node]:
    """`root` and every node below it, parents first, in source order."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack += children(node)[::-1]


def statements(root: n.Node) -> Iterator[n.Node]:
    """The statements in a node, in functions and classes there too, as `descendants` has them.

    For the expressions in it there is mypy's compiled `get_subexpressions`.
    """
    stack = [root]
    while stack:
        node = stack.pop()
        if node is not root and type(node) is not n.Block:
            yield node
        if fields := INNER.get(type(node)):
            inner: list[n.Node] = []
            for name in fields:
                value = getattr(node, name)
                if type(value) is list:
                    inner += value
                elif value is not None:
                    inner.append(value)
            stack += inner[::-1]


def is_within(node: n.Context, around: n.Context) -> bool:
    """Whether code stands in other code, by their places."""
    last = around.end_line or around.line, around.end_column or 0
    return (around.line, around.column) <= (node.line, node.column) and (
        node.end_line or node.line,
        node.end_column or 0,
    ) <= last


def _gather(items: Iterable[Any], found: list[n.Node]) -> None:
    """Add the nodes of a list, in which lists, tuples and None may stand, too."""
    for item in items:
        if type(item) in (list, tuple):
            _gather(item, found)
        elif item is not None:
            found.append(item)
