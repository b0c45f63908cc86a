"""The walk through the code of a module, when its names are bound and no body is checked yet.

Statements are gone through here; the expressions in them are noted all at once for each function
(see `code_uses`).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import mypy.nodes as n

from housestyle_core.facts.own_functions import ACCESSORS
from mypy_housestyle.facts.bindings import targets
from mypy_housestyle.facts.code import TYPE_CHECKING_NAME, Code, Function, empty_code
from mypy_housestyle.facts.code_uses import Walk, bind, note_expressions, use
from mypy_housestyle.facts.signatures import fullname_of, name_of
from mypy_housestyle.walk import children, statements

if TYPE_CHECKING:
    from mypy_housestyle.facts.code_uses import Visitors

SIMPLE = {
    *(n.ExpressionStmt, n.AssignmentStmt, n.OperatorAssignmentStmt, n.ReturnStmt, n.RaiseStmt),
    *(n.AssertStmt, n.DelStmt),
}
ASIDE = ACCESSORS | {"overload"}


def code_of(tree: n.MypyFile) -> Code:
    """The code of a module that mypy has parsed; empty for one that comes from its cache."""
    whole = Walk(empty_code(tree), [], None, (), [tree.defs], [], set())
    whole.waiting.append(whole)
    while whole.waiting:
        _go_through(whole.waiting.pop())
    return whole.code


def _go_through(walk: Walk) -> None:
    add = walk.roots.append
    for block in walk.blocks:  # which grow
        for statement in block:
            kind = type(statement)
            if kind in SIMPLE:
                add(statement)
            if visit := VISITORS.get(kind):
                visit(statement, walk)
    note_expressions(walk)


def _enter(block: n.Block, walk: Walk) -> None:
    """Go through a block, if mypy ever comes to it."""
    if block.is_unreachable:
        _pass_by(block, walk)
    else:
        walk.blocks.append(block.body)


def _pass_by(block: n.Block, walk: Walk) -> None:
    """Note a block that mypy never comes to, if it defines something."""
    if any(isinstance(node, (n.FuncDef, n.ClassDef)) for node in statements(block)):
        walk.code.unreached.append(block)


def _begin(node: n.FuncDef, decorators: list[n.Expression], walk: Walk) -> None:
    code = walk.code
    function = Function(node, decorators, defaultdict(list), [])
    code.functions[node] = function
    if "." in node.fullname and ASIDE.isdisjoint(map(name_of, decorators)):
        code.definitions[node.fullname].append(node)
    if node.info and node.arguments and not node.is_static:
        code.selves[node.arguments[0].variable] = node.info
    _enter(node.body, walk.within(function, for_mypy=walk.for_mypy))


def _function(node: n.FuncDef, walk: Walk) -> None:
    _begin(node, [], walk)


def _decorated(node: n.Decorator, walk: Walk) -> None:
    _begin(node.func, node.original_decorators, walk)


def _class(node: n.ClassDef, walk: Walk) -> None:
    _enter(node.defs, walk)


def _compound(statement: n.Node, walk: Walk) -> None:
    for part in children(statement):
        if isinstance(part, n.Block):
            _enter(part, walk)
        elif isinstance(part, n.Expression):
            walk.roots.append(n.ExpressionStmt(part))
        elif isinstance(part, n.Statement):
            walk.blocks.append([part])


def _if(statement: n.IfStmt, walk: Walk) -> None:
    if fullname_of(statement.expr[0]) == TYPE_CHECKING_NAME:
        inner = walk.within(None, for_mypy=True)
        for block in statement.body:
            _enter(block, inner)
        if statement.else_body:
            _pass_by(statement.else_body, walk)
        return
    walk.roots.extend(map(n.ExpressionStmt, statement.expr))
    for block in filter(None, (*statement.body, statement.else_body)):
        _enter(block, walk)


def _assignment(statement: n.AssignmentStmt, walk: Walk) -> None:
    for target in statement.lvalues:
        if type(target) is not n.NameExpr:
            walk.aside.add(target)
        bind(target, statement, walk)


def _loop(statement: n.ForStmt | n.WithStmt, walk: Walk) -> None:
    for target in targets(statement):
        bind(target, statement, walk)
    use(statement, walk)
    _compound(statement, walk)


def _return(statement: n.ReturnStmt, walk: Walk) -> None:
    value = statement.expr
    returned = value.node if isinstance(value, n.NameExpr) else None
    inner = returned.func if isinstance(returned, n.Decorator) else returned
    if isinstance(inner, n.FuncDef) and walk.function:
        walk.function.returned.append(inner)


VISITORS: Visitors = {
    n.FuncDef: _function,
    n.Decorator: _decorated,
    n.ClassDef: _class,
    n.AssignmentStmt: _assignment,
    n.ReturnStmt: _return,
    n.IfStmt: _if,
    n.ForStmt: _loop,
    n.WithStmt: _loop,
    n.WhileStmt: _compound,
    n.TryStmt: _compound,
    n.MatchStmt: _compound,
    n.OverloadedFuncDef: _compound,
}
