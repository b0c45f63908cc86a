"""Which values Pydantic turns into which plain types, where it is not strict.

The table is what `TypeAdapter(wanted).validate_python(value, from_attributes=True)` does; a type
that it does not have is not judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from mypy.maptype import map_instance_to_supertype
from mypy.types import (
    Instance,
    NoneType,
    ProperType,
    TupleType,
    TypedDictType,
)

from mypy_housestyle.facts.contained import RECORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy.types import Type

Kind = Literal["none", "scalar", "collection", "mapping", "object"]

NUMBERS = "builtins.bool builtins.int builtins.float decimal.Decimal"
TEXT = "builtins.str builtins.bytes"
TAKES: Mapping[str, frozenset[str]] = {
    wanted: frozenset((*given.split(), wanted))
    for wanted, given in {
        "builtins.str": "builtins.bytes",
        "builtins.bytes": "builtins.str",
        "builtins.bool": f"{NUMBERS} {TEXT}",
        "builtins.int": f"{NUMBERS} {TEXT}",
        "builtins.float": f"{NUMBERS} {TEXT}",
        "decimal.Decimal": f"{NUMBERS} {TEXT}",
        "uuid.UUID": TEXT,
        "datetime.datetime": f"{NUMBERS} {TEXT} datetime.date",
        "datetime.date": f"{NUMBERS} {TEXT} datetime.datetime",
        "datetime.time": f"{NUMBERS} {TEXT}",
        "datetime.timedelta": f"{NUMBERS} {TEXT}",
        "pathlib.Path": TEXT,
    }.items()
}
"""The plain types, each with those of which a value may become one of it."""
LISTS = frozenset(f"builtins.{name}" for name in ("list", "set", "frozenset", "tuple"))
SEQUENCES = LISTS | {"collections.deque", "typing.Sequence", "typing.AbstractSet"}
WITHOUT_ATTRIBUTES = ("builtins", "datetime")
"""The modules of the plain types that Pydantic does not read the attributes of."""


def scalar_of(given: ProperType) -> str | None:
    """The plain type that a value is of, or comes from."""
    if not isinstance(given, Instance) or given.type.is_enum:
        return None
    return next((base.fullname for base in given.type.mro if base.fullname in TAKES), None)


def kind_of(given: ProperType) -> Kind | None:
    """What a value is to Pydantic; None where the type does not settle that."""
    match given:
        case NoneType():
            return "none"
        case TypedDictType():
            return "mapping"
        case TupleType(partial_fallback=Instance(type=info)):
            return "collection" if info.fullname == "builtins.tuple" else "object"
        case Instance(type=info):
            return _kind_of_instance(given)
    return None


def value_type(mapping: ProperType) -> Type | None:
    """The type of the values of a mapping, of whatever class; None of anything else."""
    bases = mapping.type.mro if isinstance(mapping, Instance) else []
    record = next((base for base in bases if base.fullname in RECORDS), None)
    if record is None or not isinstance(mapping, Instance):
        return None
    arguments = map_instance_to_supertype(mapping, record).args
    return arguments[-1] if arguments else None


def has_attributes(scalar: ProperType) -> bool:
    """Whether Pydantic would look for fields among the attributes of a plain value."""
    return isinstance(scalar, Instance) and scalar.type.module_name not in WITHOUT_ATTRIBUTES


def _kind_of_instance(given: Instance) -> Kind | None:
    info = given.type
    if scalar_of(given):
        return "scalar"
    if any(base.fullname in RECORDS for base in info.mro):
        return "mapping"
    if info.fullname in SEQUENCES:
        return "collection"
    is_open = info.is_enum or info.is_protocol or info.fallback_to_any or info.is_newtype
    is_library = info.module_name.partition(".")[0] in ("builtins", "collections", "typing")
    return None if is_open or is_library else "object"
