"""What in the source of a plain function tells that something in it does not block after all.

To read a file takes milliseconds, so mypy's nodes are asked first whether it can tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.server.subexpr import get_subexpressions

from housestyle_core.facts.blocking import memos, shape
from housestyle_core.facts.blocking.arguments import NO_WAIT_FLAGS
from mypy_housestyle.facts.bindings import BINDERS, KEEPERS, targets
from mypy_housestyle.facts.code import TYPE_CHECKING_NAME
from mypy_housestyle.facts.signatures import fullname_of, name_of
from mypy_housestyle.facts.source import source_of
from mypy_housestyle.walk import descendants

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from housestyle_core.facts.blocking.lookup import Blocking
    from housestyle_core.tree.context import Context
    from mypy_housestyle.facts.code import Code, Function
    from mypy_housestyle.facts.project import Project
    from mypy_housestyle.facts.runs import Run

NUMBERS = (n.IntExpr, n.FloatExpr, n.ComplexExpr)


def is_excused(run: Run, cause: Blocking, function: Function, code: Code, project: Project) -> bool:
    """Whether what a function runs is clean as it is written, though calls of `cause` block."""
    if not _may_be_excused(run, cause, function, code):
        return is_first_use(run, function, code, project)
    written = _written(run, code, project)
    return written is not None and (
        shape.is_excused(written[0], cause, written[1]) or memos.is_first_use(*written)
    )


def is_first_use(run: Run, function: Function, code: Code, project: Project) -> bool:
    """Whether something runs only until its function has kept what it makes."""
    if function.node not in code.keepers or not _may_be_first(run, function):
        return False
    written = _written(run, code, project)
    return written is not None and memos.is_first_use(*written)


def _may_be_excused(run: Run, cause: Blocking, function: Function, code: Code) -> bool:
    arguments = run.place.args if isinstance(run.place, n.CallExpr) else []
    says_no = any(map(_says_no, arguments))
    return (
        shape.is_excusable(cause, has_arguments=bool(arguments), says_no=says_no)
        or (function.node in code.for_mypy and _is_for_mypy(run, function))
        or any(
            run.place in get_subexpressions(use)
            for use in function.uses.get("__iter__", ())
            if isinstance(use, n.GeneratorExpr)
        )
    )


def _is_for_mypy(run: Run, function: Function) -> bool:
    """Whether what runs is in an `if TYPE_CHECKING`; where the function has none, it is in one."""
    line = run.place.line
    blocks = [
        node
        for node in descendants(function.node)
        if isinstance(node, n.IfStmt) and fullname_of(node.expr[0]) == TYPE_CHECKING_NAME
    ]
    return not blocks or any(node.line <= line <= (node.end_line or line) for node in blocks)


def _says_no(argument: n.Expression) -> bool:
    """Whether 0, False or a flag that tells a call not to wait stands in an argument."""
    return any(
        (isinstance(part, NUMBERS) and part.value == 0)
        or name_of(part) == "False"
        or name_of(part) in NO_WAIT_FLAGS
        for part in get_subexpressions(argument)
    )


def _may_be_first(run: Run, function: Function) -> bool:
    """Whether an `if` asks for what the function sets: around what runs, or before it to return."""
    asked = {
        name
        for condition in function.conditions
        for expression in _asked(condition, run.place.line)
        if (name := _lasting_name(expression))
    }
    return bool(asked) and not asked.isdisjoint(_set_in(function.node))


def _asked(condition: n.IfStmt, line: int) -> list[n.Expression]:
    """What an `if` may ask for that is not there yet in a line in it or behind it."""
    if condition.line > line:
        return []
    if condition.end_line is None or line <= condition.end_line:
        return get_subexpressions(condition.expr[0])
    match condition.body[0].body:
        case [n.ReturnStmt(expr=n.Expression() as kept)]:
            return [kept]
    return []


def _lasting_name(expression: n.Expression) -> str:
    """The last name of what may outlive the call; empty for a local variable and anything else."""
    root = expression
    while isinstance(root, n.MemberExpr):
        root = root.expr
    if isinstance(root, n.NameExpr) and root.kind == n.LDEF:
        is_object = isinstance(root.node, n.Var) and (root.node.is_self or root.node.is_cls)
        return name_of(expression) if is_object else ""
    return name_of(expression)


def _set_in(function: n.FuncDef) -> Iterator[str]:
    """The last names of what a function, or one in it, gives a value."""
    for node in descendants(function):
        if type(node) in BINDERS or type(node) in KEEPERS:
            for target in targets(node):
                yield from map(name_of, get_subexpressions(target))


def _written(run: Run, code: Code, project: Project) -> tuple[ast.expr, Context] | None:
    """What runs as it is written, if that is a call or a loop."""
    source = source_of(code.tree, project.settings)
    return source and (source.call(run.place) or source.loop(run.place))
