"""Whether code may answer a request, as mypy's nodes tell (see `is_sent`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.server.subexpr import get_subexpressions

from housestyle_core.facts.sent_values import ANSWERS, REGISTERING, SENDERS
from mypy_housestyle.facts.decorators import plain
from mypy_housestyle.facts.endpoints import decorators_of
from mypy_housestyle.facts.imports import imports_package
from mypy_housestyle.facts.signatures import name_of

if TYPE_CHECKING:
    from mypy_housestyle.call import Call

SERVERS = ("fastapi", "starlette", "sse_starlette")
DEFINED = (n.FuncDef, n.OverloadedFuncDef, n.Decorator, n.TypeInfo)


def may_answer(call: Call) -> bool:
    """Whether a call may be in what a handler answers, or in a response or message of a server."""
    tree = call.checker.tree
    around = [found for found in call.checker.scope.stack if isinstance(found, n.FuncItem)]
    decorated = [found for found in around if isinstance(found, n.FuncDef) and found.is_decorated]
    if any(_may_register(found, tree) for found in decorated):
        return True
    if not decorated and not imports_package(tree, SERVERS):
        return False
    return not around or any(
        isinstance(part, n.CallExpr) and _may_send(part.callee)
        for part in get_subexpressions(around[0])
    )


def _may_register(function: n.FuncDef, tree: n.MypyFile) -> bool:
    decorators = decorators_of(function, tree)
    return not decorators or any(name_of(plain(item)) in REGISTERING for item in decorators)


def _may_send(callee: n.Expression) -> bool:
    """Whether a call makes a response or sends one, by the name of what it calls."""
    if isinstance(callee, n.NameExpr):
        is_known = isinstance(callee.node, DEFINED) and callee.node.name == callee.name
        return not is_known or callee.name.endswith(ANSWERS)
    name = getattr(callee, "name", "")
    return name in SENDERS or name.endswith(ANSWERS)
