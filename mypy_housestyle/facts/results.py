"""What becomes of a value of an unknown shape that a function gives to its caller."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.types import AnyType, Instance, get_proper_type

from mypy_housestyle.facts.fates import Fate, Flow, Use
from mypy_housestyle.facts.ours import overrides_foreign
from mypy_housestyle.facts.signatures import fullname_of, signature_of, takes_anything, undecorated
from mypy_housestyle.walk import children, definitions, descendants

if TYPE_CHECKING:
    from mypy.types import Type

CACHES = ("functools.cache", "functools.lru_cache")
DECODERS = frozenset({"loads", "json", "decode"})


def fate_of_result(
    statement: n.ReturnStmt | n.YieldExpr, value: n.Expression, flow: Flow
) -> Fate | Use:
    """A result is used, but where the function says `object` or owes its shape to others."""
    function = next((up for up in flow.body.around(statement) if isinstance(up, n.FuncItem)), None)
    if function is not flow.body.root or not isinstance(function, n.FuncDef):
        return Fate.UNKNOWN
    if (
        flow.may_return
        or function.name in DECODERS
        or overrides_foreign(function, flow.checker)
        or is_hooked(function, flow)
    ):
        return Fate.UNKNOWN
    if _is_open(_given(function)):
        return Fate.HARMLESS
    return Use(value, "returned" if isinstance(statement, n.ReturnStmt) else "yielded", whole=True)


def is_hooked(function: n.FuncDef, flow: Flow) -> bool:
    """Whether a decorator or a call hands the function to others, who call it as they please."""
    if any(fullname_of(_callee(item)) not in CACHES for item in _decorators(function, flow)):
        return True
    return any(
        _is_reference(child, function)
        and not (isinstance(node, n.CallExpr) and child is node.callee)
        for node in descendants(flow.checker.tree)
        for child in children(node)
    )


def _decorators(function: n.FuncDef, flow: Flow) -> list[n.Expression]:
    parent = flow.body.parents.get(function)
    if isinstance(parent, n.Decorator):
        return parent.decorators
    found = (item for item in definitions(flow.checker.tree.defs) if item.node is function)
    decorator = next((item.decorator for item in found), None)
    return decorator.decorators if decorator else []


def _callee(decorator: n.Expression) -> n.Expression:
    return decorator.callee if isinstance(decorator, n.CallExpr) else decorator


def _is_reference(node: n.Node, function: n.FuncDef) -> bool:
    if isinstance(node, n.MemberExpr):
        is_method = bool(function.info) and not function.is_property
        return is_method and node.name == function.name
    return isinstance(node, n.NameExpr) and undecorated(node.node) is function


def _given(function: n.FuncDef) -> Type | None:
    """What a function returns, awaits to or yields."""
    signature = signature_of(function)
    result = get_proper_type(signature.ret_type) if signature else None
    if isinstance(result, Instance) and result.args:
        if function.is_generator:
            return result.args[0]
        if function.is_coroutine:
            return result.args[-1]
    return result


def _is_open(given: Type | None) -> bool:
    """Whether the caller learns nothing, and so must look: `object` and type variables say so."""
    return not isinstance(get_proper_type(given), AnyType | None) and takes_anything(given)
