"""Whether a value that may be anything enters a function, or is of what the function knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.types import AnyType, Instance, TupleType, TypeOfAny, UnionType, get_proper_type

from housestyle_core.facts.external_data import VALIDATORS
from housestyle_core.facts.validation_bypass import DUMPS
from mypy_housestyle.facts.arguments import KEEPERS, VALIDATING_NAME
from mypy_housestyle.facts.signatures import fullname_of, name_of
from mypy_housestyle.facts.value_sources import around_here, origins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mypy.checker import TypeChecker
    from mypy.types import Type

    from mypy_housestyle.facts.value_sources import Around

OBJECT = "builtins.object"
TOLD = (TypeOfAny.explicit, TypeOfAny.unannotated, TypeOfAny.from_omitted_generics)
COPIES = KEEPERS | {"copy.copy", "copy.deepcopy"}
SHOWING = {"builtins.getattr", "builtins.vars", "dataclasses.asdict"}
PLAIN_MODULES = ("builtins", "typing", "collections", "_collections_abc")
DEPTH = 8


def is_anything(declared: Type | None) -> bool:
    """Whether a type says nothing of a value: `object`, or `Any` for no want of an import."""
    proper = get_proper_type(declared)
    while isinstance(proper, AnyType) and proper.source_any is not None:
        proper = proper.source_any
    match proper:
        case AnyType():
            return proper.type_of_any in TOLD
        case UnionType(items=items):
            return any(map(is_anything, items))
    return isinstance(proper, Instance) and proper.type.fullname == OBJECT


def comes_from_outside(value: n.Expression, checker: TypeChecker) -> bool:
    """Whether something declared as anything gives a part of a value, and no class any of it.

    What the function makes itself of typed values is not from outside, though it may have them in
    a dict of anything.
    """
    around = around_here(checker)
    parts = [*origins(value, around, _may_hold_anything)]
    is_safe = any(_is_safe(part, around) for part in parts)
    return not is_safe and any(_is_source(part, around) for part in parts)


def _may_hold_anything(declared: Type, depth: int = 0) -> bool:
    proper = get_proper_type(declared)
    parts: Sequence[Type] = ()
    match proper:
        case Instance(args=arguments):
            parts = arguments[-1:]
        case UnionType(items=items) | TupleType(items=items):
            parts = items
    inner = depth < DEPTH and any(_may_hold_anything(part, depth + 1) for part in parts)
    return inner or is_anything(proper)


def _is_source(part: n.Expression, around: Around) -> bool:
    """Whether a value enters the function here: by a parameter, an attribute, a result."""
    if around.type_of(part) is None:
        return False
    match part:
        case n.NameExpr():
            return part.node in around.parameters
        case n.MemberExpr(expr=owner):
            is_of_module = isinstance(owner, n.RefExpr) and isinstance(owner.node, n.MypyFile)
            return not is_of_module and part.name != "__dict__"
        case n.CallExpr(callee=n.MemberExpr(expr=receiver)) if _is_plain(receiver, around):
            return False
        case n.CallExpr():
            return fullname_of(part.callee) not in COPIES
    return False


def _is_plain(receiver: n.Expression, around: Around) -> bool:
    """Whether a method is one of a container, whose items it gives, or of what has no type."""
    owner = get_proper_type(around.type_of(receiver))
    if isinstance(owner, Instance):
        return owner.type.module_name in PLAIN_MODULES
    return isinstance(owner, AnyType)


def _is_safe(part: n.Expression, around: Around) -> bool:
    """Whether this is what an object of a class has, what was validated, or a field's default."""
    match part:
        case n.CallExpr(callee=n.MemberExpr(name=name)) if name in DUMPS:
            return True
        case n.CallExpr(callee=n.RefExpr(fullname=fullname), args=[owner, *_]) if (
            fullname in SHOWING
        ):
            return _has_type(owner, around)
        case n.MemberExpr(expr=owner, name="__dict__"):
            return _has_type(owner, around)
        case n.MemberExpr(expr=owner) | n.CallExpr(callee=n.MemberExpr(expr=owner)) if (
            _is_of_pydantic(owner, around)
        ):
            return True
    name = name_of(part.callee) if isinstance(part, n.CallExpr) else ""
    return name in VALIDATORS or VALIDATING_NAME.fullmatch(name) is not None


def _has_type(value: n.Expression, around: Around) -> bool:
    known = around.type_of(value)
    return known is not None and not _may_hold_anything(known)


def _is_of_pydantic(value: n.Expression, around: Around) -> bool:
    known = get_proper_type(around.type_of(value))
    return isinstance(known, Instance) and known.type.fullname.startswith("pydantic.")
