"""Which types no object of which becomes a model, checked against Pydantic by a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.types import (
    FunctionLike,
    Instance,
    LiteralType,
    NoneType,
    ProperType,
    TupleType,
    TypeType,
    TypeVarType,
    UnionType,
    get_proper_type,
)

from mypy_housestyle.facts.class_kinds import is_entity, is_model, is_row
from mypy_housestyle.facts.contained import is_named
from mypy_housestyle.facts.ours import is_ours

if TYPE_CHECKING:
    from mypy.nodes import TypeInfo
    from mypy.types import Type

    from mypy_housestyle.facts.class_kinds import Around

BARE = frozenset(
    {
        *(f"builtins.{name}" for name in ("str", "bytes", "bytearray", "int", "float", "complex")),
        *(f"builtins.{name}" for name in ("bool", "list", "set", "frozenset", "tuple", "range")),
        *(f"datetime.{name}" for name in ("date", "datetime", "time", "timedelta")),
        *("typing.Coroutine", "typing.Generator"),
    }
)
OBJECTS = frozenset({"decimal.Decimal", "uuid.UUID", "pathlib.Path", "sqlite3.Row"})
OTHERS = (TupleType, FunctionLike, TypeType)
MAPPING = "typing.Mapping"


def is_refused(given: Type, model: Instance, around: Around, *, reads: bool) -> bool:
    """Whether `model` refuses every value of a type; `reads` tells that it takes attributes."""
    proper = get_proper_type(given)
    if isinstance(proper, UnionType):
        return all(is_refused(item, model, around, reads=reads) for item in proper.items)
    if isinstance(proper, TypeVarType):
        return is_refused(proper.upper_bound, model, around, reads=reads)
    if isinstance(proper, LiteralType):
        proper = proper.fallback
    if isinstance(proper, Instance) and proper.type.is_newtype:
        return is_refused(proper.type.bases[0], model, around, reads=reads)
    if isinstance(proper, Instance) and proper.type.fullname not in BARE:
        return not reads and _is_object(proper.type, model, around)
    return _is_bare(proper) or (not reads and isinstance(proper, OTHERS))


def _is_bare(proper: ProperType) -> bool:
    """Whether Pydantic never looks for attributes in objects of a type."""
    match proper:
        case TupleType():
            return not is_named(proper)
        case FunctionLike():
            return not proper.is_type_obj()
    return isinstance(proper, Instance | NoneType)


def _is_object(info: TypeInfo, model: Instance, around: Around) -> bool:
    """Whether objects of a class are neither mappings nor of the model."""
    if info.has_base(MAPPING) or info.is_protocol or info.is_abstract:
        return False
    if info.fallback_to_any and not is_entity(info, around):
        return False
    if model.type.has_base(info.fullname) or info.has_base(model.type.fullname):
        return False
    is_known = info.fullname in OBJECTS or is_row(info) or info.is_enum or is_model(info)
    is_known = is_known or any(base.fullname in BARE for base in info.mro)
    return is_known or is_ours(info.module_name, around.checker)
