"""Types that say nothing of a value, and types that may have such a value in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.types import AnyType, Instance, TupleType, TypeOfAny, UnionType, get_proper_type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mypy.types import Type

OBJECT = "builtins.object"
TOLD = (TypeOfAny.explicit, TypeOfAny.unannotated, TypeOfAny.from_omitted_generics)
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


def may_hold_anything(declared: Type, depth: int = 0) -> bool:
    """Whether a type is one of those, or a collection of them."""
    proper = get_proper_type(declared)
    parts: Sequence[Type] = ()
    match proper:
        case Instance(args=arguments):
            parts = arguments[-1:]
        case UnionType(items=items) | TupleType(items=items):
            parts = items
    inner = depth < DEPTH and any(may_hold_anything(part, depth + 1) for part in parts)
    return inner or is_anything(proper)
