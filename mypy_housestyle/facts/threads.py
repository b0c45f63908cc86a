"""What a function may give to a thread to run, as mypy's nodes tell (see `runs_in_thread`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.server.subexpr import get_subexpressions

from housestyle_core.facts.blocking.threads import OFFLOADER_NAMES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mypy_housestyle.facts.code import Code, Function
    from mypy_housestyle.facts.runs import Run

DEFINED = (n.FuncDef, n.OverloadedFuncDef, n.Decorator, n.TypeInfo)


def may_call(function: Function, names: Collection[str]) -> Iterator[n.CallExpr]:
    """The calls in a function, nested ones too, that may be of what has one of these last names.

    A variable may stand for anything, and so may a name that is not the one of the definition.
    """
    for part in get_subexpressions(function.node):
        if isinstance(part, n.CallExpr) and _may_be(part.callee, names):
            yield part


def given_to_threads(function: Function) -> list[n.Expression]:
    """The arguments of the calls that may have a thread use them."""
    return [argument for call in may_call(function, OFFLOADER_NAMES) for argument in call.args]


def may_run_in_thread(run: Run, function: Function, code: Code) -> bool:
    """Whether a thread may get what runs, or a generator expression around it."""
    given = given_to_threads(function)
    names = {argument.name.rstrip("'") for argument in given if isinstance(argument, n.NameExpr)}
    return any(_holds(argument, run) for argument in given) or (
        bool(names) and not names.isdisjoint(_names_for(run, code))
    )


def _may_be(callee: n.Expression, names: Collection[str]) -> bool:
    if isinstance(callee, n.NameExpr) and isinstance(callee.node, DEFINED):
        return callee.node.name in names or callee.name != callee.node.name
    if isinstance(callee, n.NameExpr):
        return True
    return getattr(callee, "name", "") in names


def _holds(value: n.Expression, run: Run) -> bool:
    is_around = isinstance(value, n.GeneratorExpr) and run.place in get_subexpressions(value)
    return value is run.place or is_around


def _names_for(run: Run, code: Code) -> Iterator[str]:
    """The names that get what runs, or a generator expression around it."""
    for variable, binders in code.binders.items():
        if any(isinstance(one, n.AssignmentStmt) and _holds(one.rvalue, run) for one in binders):
            yield variable.name.rstrip("'")
