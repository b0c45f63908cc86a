"""The part of a type that names no fields: a dict of anything, `Any`, a tuple used as a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.types import (
    AnyType,
    Instance,
    NoneType,
    ProperType,
    TupleType,
    Type,
    TypedDictType,
    TypeVarType,
    UnionType,
    get_proper_type,
)

from housestyle_core.record import Record
from mypy_housestyle.facts.contained import COLLECTIONS, RECORDS, is_named, parts_of
from mypy_housestyle.facts.loose_types import DEPTH, WRITTEN_ANY
from mypy_housestyle.facts.undefined_names import has_undefined_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mypy.nodes import TypeInfo


DICTS = RECORDS | {"collections.ChainMap", "collections.UserDict", "typing.ItemsView"}
KINDS = {
    **{f"builtins.{name}": "number" for name in ("bool", "complex", "float", "int")},
    **{f"builtins.{name}": "text" for name in ("bytes", "str")},
    "decimal.Decimal": "number",
}


class Policy(Record):
    """Which types may pass, how many places of several types make a tuple a record, and which
    classes may not pass although they name fields.
    """

    is_allowed: Callable[[Type], bool]
    tuple_places: int
    is_barred: Callable[[TypeInfo], bool]


def untyped_part(declared: Type | None, policy: Policy) -> ProperType | None:
    """The first part of a type that names no fields and is not allowed; None if there is none."""
    found = _untyped_part(declared, policy)
    return None if found and has_undefined_name(declared) else found


def _untyped_part(declared: Type | None, policy: Policy, depth: int = 0) -> ProperType | None:
    proper = get_proper_type(declared)
    if proper is None or depth > DEPTH or policy.is_allowed(proper):
        return None
    if _is_untyped(proper, policy):
        return proper
    found = (_untyped_part(part, policy, depth + 1) for part in _parts(proper))
    inside = next((part for part in found if part is not None), None)
    return proper if inside is None and is_mixed(proper) else inside


def is_mixed(proper: ProperType) -> bool:
    """Whether this is a mapping from strings to values of several kinds, and perhaps a record."""
    if not isinstance(proper, Instance) or proper.type.fullname not in DICTS:
        return False
    key, value = map(get_proper_type, proper.args)
    if not isinstance(key, Instance) or key.type.fullname != "builtins.str":
        return False
    values = value.items if isinstance(value, UnionType) else []
    return len({_kind(get_proper_type(each)) for each in values} - {"none"}) > 1


def _kind(proper: ProperType) -> str:
    if isinstance(proper, Instance):
        return KINDS.get(proper.type.fullname, proper.type.fullname)
    return "none" if isinstance(proper, NoneType) else str(proper)


def _parts(proper: ProperType) -> Sequence[Type]:
    """What a type is made of: a type variable of its bound, a new type of the old one."""
    match proper:
        case TypeVarType(values=values, upper_bound=bound):
            return values or ([] if _is_anything(bound) else [bound])
        case Instance(type=info) if info.is_newtype:
            return [info.tuple_type or info.bases[0]]
    return parts_of(proper)


def _is_untyped(proper: ProperType, policy: Policy) -> bool:
    match proper:
        case AnyType():
            return _is_anything(proper)
        case TupleType() if is_named(proper):
            return policy.is_barred(proper.partial_fallback.type)
        case TupleType():
            return len(proper.items) >= policy.tuple_places and _is_record(proper)
        case Instance():
            return _is_untyped_instance(proper, policy)
    return isinstance(proper, TypedDictType)


def _is_untyped_instance(proper: Instance, policy: Policy) -> bool:
    name = proper.type.fullname
    if name in DICTS:
        return any(_is_anything(value) or _is_object(value) for value in parts_of(proper))
    if name in COLLECTIONS:
        return any(map(_is_anything, parts_of(proper)))
    return policy.is_barred(proper.type)


def _is_anything(value: Type) -> bool:
    proper = get_proper_type(value)
    return isinstance(proper, AnyType) and proper.type_of_any in WRITTEN_ANY


def _is_object(value: Type) -> bool:
    proper = get_proper_type(value)
    return isinstance(proper, Instance) and proper.type.fullname == "builtins.object"


def _is_record(places: TupleType) -> bool:
    """Whether a tuple has places of several types, which only their number tells apart."""
    return len({*map(_without_none, places.items)}) > 1


def _without_none(declared: Type) -> Type:
    proper = get_proper_type(declared)
    if not isinstance(proper, UnionType):
        return proper
    kept = [part for part in proper.items if not isinstance(get_proper_type(part), NoneType)]
    return get_proper_type(kept[0]) if len(kept) == 1 else proper
