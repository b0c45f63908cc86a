"""Whether a value is one that nobody has to look at, for all that its type says nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.types import Instance, get_proper_type

from housestyle_core.facts.external_data import VALIDATORS
from housestyle_core.facts.validation_bypass import DUMPS
from mypy_housestyle.facts.anything import may_hold_anything
from mypy_housestyle.facts.arguments import VALIDATING_NAME
from mypy_housestyle.facts.class_kinds import ENTITY_BASES, is_model, is_row
from mypy_housestyle.facts.receivers import instances_in
from mypy_housestyle.facts.signatures import name_of

if TYPE_CHECKING:
    from mypy_housestyle.facts.value_sources import Around

SHOWING = {
    *("builtins.getattr", "builtins.vars", "dataclasses.asdict"),
    "fastapi.encoders.jsonable_encoder",
}


def is_safe(part: n.Expression, around: Around) -> bool:
    """Whether this is what an object of a class has, what was validated, or a field's default."""
    match part:
        case n.NameExpr():
            return is_validated(part, around)
        case n.CallExpr(callee=n.RefExpr(fullname=fullname), args=[owner, *_]) if (
            fullname in SHOWING
        ):
            return _has_type(owner, around)
        case n.MemberExpr(expr=owner, name="__dict__"):
            return _has_type(owner, around)
        case n.MemberExpr(expr=owner, name=name):
            return _is_of_pydantic(owner, around) or _is_property(owner, name, around)
        case n.CallExpr(callee=n.MemberExpr(expr=owner, name=name)) if (
            name in DUMPS or _is_of_pydantic(owner, around)
        ):
            return True
    return isinstance(part, n.CallExpr) and _makes_known(part, around)


def is_validated(name: n.NameExpr, around: Around) -> bool:
    """Whether the function gives what a name stands for to a validator, before or after."""
    return any(
        isinstance(up, n.CallExpr) and _validates(up)
        for use in (around.body.references.get(name.node, ()) if name.node else ())
        for up in around.body.around(use)
    )


def _makes_known(call: n.CallExpr, around: Around) -> bool:
    return _validates(call) or _converts(call) or _is_of_object(call, around)


def _validates(call: n.CallExpr) -> bool:
    name = name_of(call.callee)
    return name in VALIDATORS or VALIDATING_NAME.fullmatch(name) is not None


def _converts(call: n.CallExpr) -> bool:
    """Whether what is called was looked up, as in `CONVERTERS[name](value)`."""
    is_variable = isinstance(call.callee, n.NameExpr) and isinstance(call.callee.node, n.Var)
    return bool(call.args) and (is_variable or isinstance(call.callee, n.IndexExpr | n.CallExpr))


def _is_of_object(call: n.CallExpr, around: Around) -> bool:
    """Whether a call makes something of an object whose class says what it has."""
    dumped = (_receiver(given) for given in call.args)
    sources = (_receiver(call), *call.args, *dumped)
    return any(_is_object(source, around) for source in sources if source)


def _receiver(value: n.Expression) -> n.Expression | None:
    """The object whose method gives a value; None where none does."""
    match value:
        case n.CallExpr(callee=n.MemberExpr(expr=receiver)):
            return receiver
    return None


def _is_property(owner: n.Expression, name: str, around: Around) -> bool:
    found = instances_in(around.type_of(owner)) if _is_object(owner, around) else []
    symbols = [one.type.get(name) for one in found]
    return any(symbol and isinstance(symbol.node, n.Decorator) for symbol in symbols)


def _is_object(value: n.Expression, around: Around) -> bool:
    """Whether a value is one of a model, a dataclass, or a class for rows of a database."""
    known = [one.type for one in instances_in(around.type_of(value))]
    return bool(known) and all(_has_fields(info) for info in known)


def _has_fields(info: n.TypeInfo) -> bool:
    is_dataclass = any("dataclass" in base.metadata for base in info.mro)
    return is_model(info) or is_dataclass or is_row(info) or any(map(info.has_base, ENTITY_BASES))


def _has_type(value: n.Expression, around: Around) -> bool:
    known = around.type_of(value)
    return known is not None and not may_hold_anything(known)


def _is_of_pydantic(value: n.Expression, around: Around) -> bool:
    known = get_proper_type(around.type_of(value))
    return isinstance(known, Instance) and known.type.fullname.startswith("pydantic.")
