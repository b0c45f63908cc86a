"""The statement that makes mypy hand us every module, in every mode.

mypy gives each module a `__name__` of type `__builtins__.str`. The hook on that type is the one
place where a plugin sees a module before it is checked, also when only a dependency changed. There
a call goes in front of the module's statements; the hook on that call then runs with the type
checker, once for each time that the top level is checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import CallExpr, ExpressionStmt, MemberExpr, Node, Statement, StrExpr

if TYPE_CHECKING:
    from mypy.nodes import Context, MypyFile

IMPLICIT_STR = "__builtins__.str"
HOOKED_TYPE = "builtins.str"
HOOKED_METHOD = "builtins.str.__len__"
MARK = "\0housestyle\0"


def insert_sentinel(tree: MypyFile) -> None:
    """Put the sentinel in front of the module's statements, once."""
    if tree.defs and is_sentinel(_expression(tree.defs[0])):
        return
    text = StrExpr(MARK)
    method = MemberExpr(text, "__len__")
    call = CallExpr(method, [], [], [])
    statement = ExpressionStmt(call)
    nodes: tuple[Node, ...] = (text, method, call, statement)
    for node in nodes:
        node.set_line(1, 0, 1, 1)
    tree.defs.insert(0, statement)


def is_sentinel(node: Context | None) -> bool:
    """Whether an expression is the sentinel's call."""
    return (
        isinstance(node, CallExpr)
        and isinstance(node.callee, MemberExpr)
        and isinstance(node.callee.expr, StrExpr)
        and node.callee.expr.value == MARK
    )


def _expression(statement: Statement) -> Context | None:
    return statement.expr if isinstance(statement, ExpressionStmt) else None
