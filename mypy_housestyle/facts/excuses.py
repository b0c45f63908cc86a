"""What in the source of a plain function tells that something in it does not block after all.

To read a file takes milliseconds, so mypy's nodes are asked first whether it can tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.server.subexpr import get_subexpressions

from housestyle_core.facts.blocking import shape
from housestyle_core.facts.blocking.arguments import (
    HOME_OF_BUFFERS,
    NO_WAIT_FLAGS,
    may_be_told_not_to,
)
from housestyle_core.facts.blocking.handles import (
    FINISHER_NAMES,
    FUTURE,
    STREAM_NAMES,
    receiver_may_be_clean,
)
from mypy_housestyle.facts.code import TYPE_CHECKING_NAME
from mypy_housestyle.facts.imports import imports_package
from mypy_housestyle.facts.kept_values import is_first_use, set_in
from mypy_housestyle.facts.signatures import fullname_of, name_of
from mypy_housestyle.facts.source import source_of
from mypy_housestyle.facts.threads import given_to_threads, may_call, may_run_in_thread
from mypy_housestyle.walk import statements

if TYPE_CHECKING:
    from housestyle_core.facts.blocking.lookup import Blocking
    from mypy_housestyle.facts.code import Code, Function
    from mypy_housestyle.facts.project import Project
    from mypy_housestyle.facts.runs import Run

NUMBERS = (n.IntExpr, n.FloatExpr, n.ComplexExpr)


def is_excused(run: Run, cause: Blocking, function: Function, code: Code, project: Project) -> bool:
    """Whether what a function runs is clean as it is written, though calls of `cause` block."""
    if is_first_use(run.place, function.node):
        return True
    if not _may_be_excused(run, cause, function, code):
        return False
    source = source_of(code.tree, project.settings)
    written = source and (source.call(run.place) or source.loop(run.place))
    return written is not None and shape.is_excused(written[0], cause, written[1])


def _may_be_excused(run: Run, cause: Blocking, function: Function, code: Code) -> bool:
    return (
        _may_be_told(run, cause, code)
        or _may_be_clean(run, cause, function)
        or (function.node in code.for_mypy and _is_for_mypy(run, function))
        or (
            (cause.family.lazy or _is_in_generator(run, function))
            and may_run_in_thread(run, function, code)
        )
    )


def _is_in_generator(run: Run, function: Function) -> bool:
    uses = function.uses.get("__iter__", ())
    loops = (use for use in uses if isinstance(use, n.GeneratorExpr))
    return any(run.place in get_subexpressions(loop) for loop in loops)


def _may_be_told(run: Run, cause: Blocking, code: Code) -> bool:
    """Whether the arguments of a call may keep it from blocking."""
    arguments = run.place.args if isinstance(run.place, n.CallExpr) else []
    takes_buffer = bool(arguments) and cause.family.takes_buffer
    return may_be_told_not_to(
        cause,
        has_arguments=bool(arguments),
        may_have_buffer=takes_buffer and imports_package(code.tree, {HOME_OF_BUFFERS}),
        says_no=any(map(_says_no, arguments)),
    )


def _may_be_clean(run: Run, cause: Blocking, function: Function) -> bool:
    """Whether what a method is called on may be clean, if it may be for `cause` at all."""
    if not receiver_may_be_clean(cause):
        return False
    if cause.name.startswith(FUTURE):
        return any(may_call(function, {"done", *FINISHER_NAMES}))
    return not cause.family.of_handle or _may_be_settled(run, cause, function)


def _may_be_settled(run: Run, cause: Blocking, function: Function) -> bool:
    """Whether a handle may be a buffer or a stream of the process, opened here, or a thread's."""
    handle, method = run.place, ""
    if isinstance(handle, n.CallExpr) and isinstance(handle.callee, n.MemberExpr):
        method = handle.callee.name
        handle = handle if cause.name.endswith("__") else handle.callee.expr
    given = (part for part in given_to_threads(function) if isinstance(part, n.MemberExpr))
    if any(part.name == method for part in given):
        return True
    match handle:
        case n.MemberExpr(name=name):
            return name in STREAM_NAMES
        case n.NameExpr(name=name, node=variable):
            is_given = any(variable is argument.variable for argument in function.node.arguments)
            return not is_given or (name.rstrip("'"),) in set_in(function.node)
    return isinstance(handle, n.CallExpr)


def _is_for_mypy(run: Run, function: Function) -> bool:
    """Whether what runs is in an `if TYPE_CHECKING`; where the function has none, it is in one."""
    line = run.place.line
    blocks = [
        node
        for node in statements(function.node)
        if isinstance(node, n.IfStmt) and fullname_of(node.expr[0]) == TYPE_CHECKING_NAME
    ]
    return not blocks or any(node.line <= line <= (node.end_line or line) for node in blocks)


def _says_no(argument: n.Expression) -> bool:
    """Whether an argument is 0 or False, or has a flag in it that tells a call not to wait."""
    return (
        (isinstance(argument, NUMBERS) and argument.value == 0)
        or name_of(argument) == "False"
        or any(name_of(part) in NO_WAIT_FLAGS for part in get_subexpressions(argument))
    )
