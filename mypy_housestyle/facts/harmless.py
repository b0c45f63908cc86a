"""Where what blocks in an asynchronous function keeps nobody waiting, as the source tells.

To read a file takes milliseconds, so mypy's nodes are asked first whether it can tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.server.subexpr import get_subexpressions
from mypy.types import CallableType, UnboundType

from housestyle_core.facts.blocking.narrowing import is_ruled_out
from housestyle_core.facts.blocking.threads import runs_in_thread
from housestyle_core.facts.blocking.undisturbed import (
    JOB_LIBRARY,
    is_undisturbed,
    may_start,
)
from housestyle_core.facts.modules import COMMAND_LINE_LIBRARIES
from housestyle_core.tree.names import last_names
from mypy_housestyle.facts.decorators import plain
from mypy_housestyle.facts.imports import imports_package
from mypy_housestyle.facts.signatures import name_of
from mypy_housestyle.facts.source import source_of
from mypy_housestyle.facts.threads import may_run_in_thread
from mypy_housestyle.walk import is_within, statements

if TYPE_CHECKING:
    from housestyle_core.facts.blocking.chains import Chain
    from mypy_housestyle.facts.code import Code, Function
    from mypy_housestyle.facts.project import Project
    from mypy_housestyle.facts.runs import Run


def is_harmless(run: Run, chain: Chain, function: Function, project: Project) -> bool:
    """Whether what an asynchronous function runs does not block its event loop after all."""
    code, settings = project.here, project.settings
    if not (
        _may_be_undisturbed(function, code)
        or may_run_in_thread(run, function, code)
        or _may_be_ruled_out(run, chain, function)
    ):
        return False
    source = source_of(code.tree, settings)
    if source is None:
        return False
    defined = source.definition(function.node)
    if defined and is_undisturbed(defined[0], source.file):
        return True
    written = source.call(run.place) or source.loop(run.place)
    return written is not None and (
        runs_in_thread(*written, lazy=True) or is_ruled_out(written[0], chain.owner, written[1])
    )


def _may_be_undisturbed(function: Function, code: Code) -> bool:
    """Whether `is_undisturbed` may hold for a function; what mypy skips is not known."""
    return (
        code.is_partial
        or imports_package(code.tree, {JOB_LIBRARY, *COMMAND_LINE_LIBRARIES})
        or _may_start(function)
        or (not function.decorators and any(map(_may_start, code.functions.values())))
    )


def _may_start(function: Function) -> bool:
    node = function.node
    decorators = [name_of(plain(decorator)) for decorator in function.decorators]
    return node.is_coroutine and any(
        may_start(node.name, parameter, decorators) for parameter in ("", *_classes(node))
    )


def _classes(function: n.FuncDef) -> frozenset[str]:
    """The last names of the classes of the parameters, as they are written."""
    signature = function.unanalyzed_type
    declared = signature.arg_types if isinstance(signature, CallableType) else []
    return last_names(item.name for item in declared if isinstance(item, UnboundType))


def _may_be_ruled_out(run: Run, chain: Chain, function: Function) -> bool:
    """Whether the function asks for the class of an object of the same last name.

    Where it asks for another class, that must be known to hold where the object is used. Of several
    classes, as in `stores.Memory | stores.Store`, any may be meant.
    """
    place = run.place
    if not chain.owner or (isinstance(place, n.CallExpr) and isinstance(place.callee, n.NameExpr)):
        return False
    name = name_of(_object(place))
    parts = get_subexpressions(function.node)
    subjects = (item.subject for item in statements(function.node) if isinstance(item, n.MatchStmt))
    if name in map(name_of, subjects):
        return True
    negated = {part.expr for part in parts if isinstance(part, n.UnaryExpr) and part.op == "not"}
    return any(
        test in negated
        or name_of(test.args[-1]) in (chain.owner, "")
        or _may_hold(test, place, function.node)
        for test in parts
        if isinstance(test, n.CallExpr)
        and name_of(test.callee) == "isinstance"
        and name in map(name_of, test.args[:1])
    )


def _may_hold(test: n.Expression, place: n.Expression, function: n.FuncDef) -> bool:
    """Whether a test that is not negated may hold at a place: within its statement, or for good."""
    around = [item for item in statements(function) if is_within(test, item)]
    return not around or isinstance(around[-1], n.AssertStmt) or is_within(place, around[-1])


def _object(place: n.Expression) -> n.Expression | None:
    """What a method is called on, a property read, a loop run over."""
    match place:
        case n.CallExpr(callee=n.MemberExpr(expr=owner)):
            return owner
        case n.CallExpr():
            return None
        case n.MemberExpr(expr=owner) | n.IndexExpr(base=owner):
            return owner
    return place
