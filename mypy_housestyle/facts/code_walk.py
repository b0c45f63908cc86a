"""The walk through the code of a module, when its names are bound and no body is checked yet.

Statements are gone through here; what is in their expressions mypy's own compiled finder tells, all
those of a function at once.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import compress
from typing import TYPE_CHECKING, Any

import mypy.nodes as n
from mypy.server.subexpr import get_subexpressions

from housestyle_core.facts.own_functions import ACCESSORS
from housestyle_core.record import Record
from mypy_housestyle.facts.bindings import targets
from mypy_housestyle.facts.code import TYPE_CHECKING_NAME, Code, Function, empty_code
from mypy_housestyle.facts.signatures import fullname_of, name_of
from mypy_housestyle.facts.use_keys import METHODS, key_of_call, key_of_property
from mypy_housestyle.walk import children, descendants

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Visitors = dict[type[n.Node], Callable[[Any, "Walk"], None]]

SIMPLE = {
    *(n.ExpressionStmt, n.AssignmentStmt, n.OperatorAssignmentStmt, n.ReturnStmt, n.RaiseStmt),
    *(n.AssertStmt, n.DelStmt),
}
ASIDE = ACCESSORS | {"overload"}


class Walk(Record):
    """Code that `function` runs, None for what the module does; `around` are all functions around.

    `blocks` are statements yet to be gone through, `roots` those in which expressions are looked
    for, but for what is `aside`: assigned to, called or in a lambda. `waiting` are the walks to
    come.
    """

    code: Code
    waiting: list[Walk]
    function: Function | None
    around: tuple[n.FuncDef, ...]
    blocks: list[Sequence[n.Statement]]
    roots: list[n.Statement]
    aside: set[n.Expression]
    for_mypy: bool = False

    def within(self, function: Function | None, *, for_mypy: bool) -> Walk:
        """A walk through code in this one, of the same function or one in it, which comes later."""
        around = (*self.around, function.node) if function else self.around
        if for_mypy:
            self.code.for_mypy.update(around)
        runs_in = function or self.function
        inner = Walk(self.code, self.waiting, runs_in, around, [], [], set(), for_mypy)
        self.waiting.append(inner)
        return inner

    def keep(self) -> None:
        """Note that the code may set what outlives it."""
        self.code.keepers.update(self.around)


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
    parts = get_subexpressions(n.Block(walk.roots))
    noted, aside = NOTES if walk.function else NOTES_OUTSIDE, walk.aside
    is_noted = map(noted.__contains__, map(type, parts))
    for part in dict.fromkeys(compress(parts, is_noted)):  # what is analyzed as a cast comes twice
        if part not in aside:
            noted[type(part)](part, walk)


def _enter(block: n.Block, walk: Walk) -> None:
    """Go through a block; one that mypy never reaches may set anything."""
    if block.is_unreachable:
        walk.keep()
        _pass_by(block, walk)
    else:
        walk.blocks.append(block.body)


def _pass_by(block: n.Block, walk: Walk) -> None:
    """Note a block that mypy never comes to, if it defines something."""
    if any(isinstance(node, (n.FuncDef, n.ClassDef)) for node in descendants(block)):
        walk.code.unreached.append(block)


def _begin(node: n.FuncDef, decorators: list[n.Expression], walk: Walk) -> None:
    code = walk.code
    function = Function(node, decorators, defaultdict(list), [], [])
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


def _global(_: n.GlobalDecl, walk: Walk) -> None:
    walk.keep()


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
    if walk.function:
        walk.function.conditions.append(statement)
    walk.roots.extend(map(n.ExpressionStmt, statement.expr))
    for block in filter(None, (*statement.body, statement.else_body)):
        _enter(block, walk)


def _assignment(statement: n.AssignmentStmt, walk: Walk) -> None:
    for target in statement.lvalues:
        if type(target) is not n.NameExpr:
            walk.aside.add(target)
            _keep(target, walk)
        _bind(target, statement, walk)


def _operation(statement: n.OperatorAssignmentStmt, walk: Walk) -> None:
    _keep(statement.lvalue, walk)


def _loop(statement: n.ForStmt | n.WithStmt, walk: Walk) -> None:
    for target in targets(statement):
        _keep(target, walk)
        _bind(target, statement, walk)
    _use(statement, walk)
    _compound(statement, walk)


def _keep(target: n.Expression, walk: Walk) -> None:
    """Note a function that sets an attribute, which outlives the call."""
    is_known = walk.function is None or walk.function.node in walk.code.keepers
    if not is_known and any(type(part) is n.MemberExpr for part in get_subexpressions(target)):
        walk.keep()


def _return(statement: n.ReturnStmt, walk: Walk) -> None:
    value = statement.expr
    returned = value.node if isinstance(value, n.NameExpr) else None
    inner = returned.func if isinstance(returned, n.Decorator) else returned
    if isinstance(inner, n.FuncDef) and walk.function:
        walk.function.returned.append(inner)


def _bind(target: n.Expression, binder: n.Node, walk: Walk) -> None:
    if isinstance(target, n.RefExpr) and target.node is not None:
        walk.code.binders[target.node].append(binder)


def _use(use: n.Node, walk: Walk) -> None:
    if walk.function:
        walk.function.uses[METHODS[type(use)]].append(use)


def _comprehension(part: n.GeneratorExpr | n.DictionaryComprehension, walk: Walk) -> None:
    for target in part.indices:
        _bind(target, part, walk)
    _use(part, walk)


def _walrus(part: n.AssignmentExpr, walk: Walk) -> None:
    _bind(part.target, part, walk)


def _lambda(part: n.LambdaExpr, walk: Walk) -> None:
    walk.aside.update(get_subexpressions(part))


def _call(call: n.CallExpr, walk: Walk) -> None:
    callee = call.callee
    if type(callee) is n.MemberExpr:
        walk.aside.add(callee)
        if type(callee.expr) is n.StrExpr:  # mypy makes such calls of f-strings
            return
    key = key_of_call(call)
    walk.function.uses[key].append(call)  # type: ignore[union-attr]
    if "." in key:
        walk.code.classes[key] = callee.node  # type: ignore[attr-defined]


def _read(member: n.MemberExpr, walk: Walk) -> None:
    walk.function.uses[key_of_property(member.name)].append(member)  # type: ignore[union-attr]


VISITORS: Visitors = {
    n.FuncDef: _function,
    n.Decorator: _decorated,
    n.ClassDef: _class,
    n.GlobalDecl: _global,
    n.AssignmentStmt: _assignment,
    n.OperatorAssignmentStmt: _operation,
    n.ReturnStmt: _return,
    n.IfStmt: _if,
    n.ForStmt: _loop,
    n.WithStmt: _loop,
    n.WhileStmt: _compound,
    n.TryStmt: _compound,
    n.MatchStmt: _compound,
    n.OverloadedFuncDef: _compound,
}
NOTES_OUTSIDE: Visitors = {
    n.AssignmentExpr: _walrus,
    n.GeneratorExpr: _comprehension,
    n.DictionaryComprehension: _comprehension,
    n.LambdaExpr: _lambda,
}
NOTES: Visitors = {
    **NOTES_OUTSIDE,
    n.CallExpr: _call,
    n.MemberExpr: _read,
    n.IndexExpr: _use,
    n.StarExpr: _use,
    n.YieldFromExpr: _use,
}
