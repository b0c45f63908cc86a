"""The types of mypy that say too little of the data that crosses a boundary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.types import (
    AnyType,
    Instance,
    NoneType,
    TupleType,
    TypedDictType,
    TypeOfAny,
    UnionType,
    get_proper_type,
)

from housestyle_core.facts.loose_types import DATA, SCALARS, Loose
from mypy_housestyle.facts.undefined_names import has_undefined_name

if TYPE_CHECKING:
    from mypy.nodes import TypeInfo
    from mypy.types import Type

    from housestyle_core.facts.loose_types import Allowed

DEPTH = 8
WRITTEN_ANY = (TypeOfAny.explicit, TypeOfAny.from_omitted_generics, TypeOfAny.special_form)
PYDANTIC = "pydantic.main.BaseModel"
MAPPINGS = {"typing.Mapping", "typing.MutableMapping", "builtins.dict"} | {
    f"collections.{name}" for name in ("OrderedDict", "defaultdict")
}
COLLECTIONS = {f"builtins.{name}" for name in ("list", "set", "frozenset", "tuple")} | {
    f"typing.{name}" for name in ("Sequence", "Iterable", "Collection", "AbstractSet")
}


def looseness(declared: Type | None, allowed: Allowed) -> Loose | None:
    """What is loose in a type; None for one that is not known, too."""
    found = _looseness(declared, allowed)
    return None if found and has_undefined_name(declared) else found


def _looseness(declared: Type | None, allowed: Allowed, depth: int = 0) -> Loose | None:
    proper = get_proper_type(declared)
    if depth > DEPTH:
        return None
    match proper:
        case AnyType():
            return DATA if proper.type_of_any in WRITTEN_ANY else None
        case TypedDictType():
            name = proper.fallback.type.name
            return None if allowed.allow_typed_dicts else Loose("TypedDict", name)
        case UnionType(items=parts) | TupleType(items=parts):
            return next(
                filter(None, (_looseness(part, allowed, depth + 1) for part in parts)), None
            )
        case Instance():
            return _loose_instance(proper, allowed, depth)
    return None


def _loose_instance(proper: Instance, allowed: Allowed, depth: int) -> Loose | None:
    info = proper.type
    if info.is_newtype:
        is_known = not info.fallback_to_any
        return _looseness(info.bases[0], allowed, depth + 1) if is_known else None
    if info.fullname in COLLECTIONS or info.has_base(PYDANTIC):
        return next(filter(None, (_looseness(p, allowed, depth + 1) for p in proper.args)), None)
    if info.fullname in MAPPINGS:
        found = _looseness(proper.args[1], allowed, depth + 1)
        return found or (DATA if _is_record(proper) and not allowed.allow_mappings else None)
    if not allowed.allow_dataclasses and is_plain_dataclass(info):
        return Loose("dataclass", info.name)
    return DATA if info.fullname == "builtins.object" else None


def _is_record(mapping: Instance) -> bool:
    """Whether a mapping goes from strings to scalars, as a record without a class does."""
    key, value = mapping.args
    return _is_scalar(value) and _is_scalar(key, ("builtins.str",))


def _is_scalar(declared: Type, names: tuple[str, ...] = tuple(SCALARS), depth: int = 0) -> bool:
    if depth > DEPTH:
        return False
    proper = get_proper_type(declared)
    match proper:
        case UnionType(items=parts):
            return all(_is_scalar(part, names, depth + 1) for part in parts)
        case NoneType():
            return True
        case Instance(type=info, args=parts):
            inside = info.fullname in COLLECTIONS and all(
                _is_scalar(p, names, depth + 1) for p in parts
            )
            return info.fullname in names or inside
    return False


def is_plain_dataclass(info: TypeInfo) -> bool:
    """Whether the class is one of `dataclasses`: those of Pydantic have other field objects."""
    symbol = info.names.get("__dataclass_fields__")
    declared = get_proper_type(symbol.type) if symbol else None
    field = get_proper_type(declared.args[1]) if isinstance(declared, Instance) else None
    return isinstance(field, Instance) and field.type.fullname == "dataclasses.Field"
