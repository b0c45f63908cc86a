"""What is noted of a piece of code, and of the expressions in it."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Any

import mypy.nodes as n
from mypy.server.subexpr import get_subexpressions

from housestyle_core.record import Record
from mypy_housestyle.facts.use_keys import METHODS, key_of_call, key_of_property

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mypy_housestyle.facts.code import Code, Function

    Visitors = dict[type[n.Node], Callable[[Any, "Walk"], None]]


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


def note_expressions(walk: Walk) -> None:
    """Note the expressions in the statements of the code, which mypy's compiled finder collects."""
    parts = get_subexpressions(n.Block(walk.roots))
    noted, aside = NOTES if walk.function else NOTES_OUTSIDE, walk.aside
    is_noted = map(noted.__contains__, map(type, parts))
    for part in dict.fromkeys(compress(parts, is_noted)):  # what is analyzed as a cast comes twice
        if part not in aside:
            noted[type(part)](part, walk)


def bind(target: n.Expression, binder: n.Node, walk: Walk) -> None:
    """Note what gives a variable a value, if a variable is what it writes to."""
    if isinstance(target, n.RefExpr) and target.node is not None:
        walk.code.binders[target.node].append(binder)


def use(node: n.Node, walk: Walk) -> None:
    """Note a node of one of the types in `METHODS`, whose method runs."""
    if walk.function:
        walk.function.uses[METHODS[type(node)]].append(node)


def _comprehension(part: n.GeneratorExpr | n.DictionaryComprehension, walk: Walk) -> None:
    for target in part.indices:
        bind(target, part, walk)
    use(part, walk)


def _walrus(part: n.AssignmentExpr, walk: Walk) -> None:
    bind(part.target, part, walk)


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
    n.IndexExpr: use,
    n.StarExpr: use,
    n.YieldFromExpr: use,
}
