"""The calls by which Pydantic makes a model of any value, and what they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.types import Instance, get_proper_type

from mypy_housestyle.facts.contained import MODEL
from mypy_housestyle.facts.model_configs import FROM_ATTRIBUTES, SQL_MODEL
from mypy_housestyle.facts.signatures import fullname_of

if TYPE_CHECKING:
    from mypy.types import Type

    from mypy_housestyle.call import Call

MODEL_SINK = f"{MODEL}.model_validate"
ADAPTER_SINK = "pydantic.type_adapter.TypeAdapter.validate_python"
SINKS = frozenset({MODEL_SINK, ADAPTER_SINK})
OWN = (MODEL, SQL_MODEL)
BOOLEANS = {"builtins.True": True, "builtins.False": False, "builtins.None": None}


def is_plain(node: n.CallExpr) -> bool:
    """Whether a call shows all its arguments, the value first, and `from_attributes` literally."""
    flags = dict(zip(node.arg_names, node.args, strict=True))
    flag = flags.get(FROM_ATTRIBUTES)
    is_shown = {n.ARG_STAR, n.ARG_STAR2}.isdisjoint(node.arg_kinds)
    is_first = bool(node.args) and node.arg_names[0] in (None, "obj", "object")
    return is_shown and is_first and (flag is None or fullname_of(flag) in BOOLEANS)


def reading_asked(node: n.CallExpr) -> bool | None:
    """What the call says of `from_attributes`; None if nothing."""
    flags = dict(zip(node.arg_names, node.args, strict=True))
    return BOOLEANS[fullname_of(flags[FROM_ATTRIBUTES])] if FROM_ATTRIBUTES in flags else None


def asked_for(call: Call) -> Type | None:
    """The type that the call validates for: that of a class which is named, or of an adapter."""
    owner = get_proper_type(getattr(call.context, "type", None))
    callee = call.node.callee if isinstance(call.node, n.CallExpr) else None
    model = callee.expr if isinstance(callee, n.MemberExpr) else None
    if ADAPTER_SINK in call.callee.names:
        is_adapter = isinstance(owner, Instance) and owner.args and _is_plain_adapter(model, call)
        return owner.args[0] if isinstance(owner, Instance) and is_adapter else None
    named = model.base if isinstance(model, n.IndexExpr) else model
    info = named.node if isinstance(named, n.RefExpr) else None
    if not isinstance(info, n.TypeInfo):
        return None
    symbol = info.get("model_validate")
    definer = getattr(symbol.node, "info", None) if symbol else None
    is_own = definer is not None and definer.fullname in OWN
    return Instance(info, list(info.defn.type_vars)) if is_own else None


def _is_plain_adapter(adapter: n.Expression | None, call: Call) -> bool:
    """Whether an adapter is seen to be made for a class, or a list of one, without metadata."""
    made = adapter
    if isinstance(adapter, n.NameExpr):
        assigned = (each for each in call.checker.tree.defs if isinstance(each, n.AssignmentStmt))
        values = [
            each.rvalue
            for each in assigned
            if any(getattr(target, "node", None) is adapter.node for target in each.lvalues)
        ]
        made = values[0] if len(values) == 1 else None
    asked = made.args[0] if isinstance(made, n.CallExpr) and made.args else None
    inner = asked.index if isinstance(asked, n.IndexExpr) else asked
    return isinstance(inner, n.RefExpr) and isinstance(inner.node, n.TypeInfo)
