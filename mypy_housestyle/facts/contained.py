"""What a type gives to whoever has a value of it: the members of a union, the items of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.types import (
    Instance,
    ProperType,
    TupleType,
    Type,
    TypeVarType,
    UnionType,
    get_proper_type,
)

from mypy_housestyle.facts.loose_types import DEPTH, MAPPINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MODEL = "pydantic.main.BaseModel"
RECORDS = MAPPINGS | {"types.MappingProxyType"}
COLLECTIONS = frozenset(
    {
        *(f"builtins.{name}" for name in ("list", "set", "frozenset", "tuple")),
        *(f"typing.{name}" for name in ("Sequence", "MutableSequence", "AbstractSet")),
        *(f"typing.{name}" for name in ("Collection", "Iterable", "AsyncIterable")),
        *(f"typing.{name}" for name in ("Iterator", "AsyncIterator", "Awaitable")),
        *(f"typing.{name}" for name in ("Generator", "AsyncGenerator")),
        *(f"typing.{name}" for name in ("Reversible", "ValuesView")),
        *("contextlib.AbstractContextManager", "contextlib.AbstractAsyncContextManager"),
        "collections.deque",
    }
)
# The place of what each generic class gives among its arguments.
GIVEN = {
    **dict.fromkeys(RECORDS, 1),
    **dict.fromkeys(COLLECTIONS, 0),
    **dict.fromkeys(("collections.ChainMap", "collections.UserDict", "typing.ItemsView"), 1),
    "typing.Coroutine": 2,
}


def parts_of(proper: ProperType) -> Sequence[Type]:
    """What a union, tuple, collection, mapping or coroutine gives; nothing for another class.

    A named tuple says what its places are, and its class is where they are judged.
    """
    match proper:
        case UnionType(items=parts):
            return parts
        case TupleType(items=parts) if not is_named(proper):
            return parts
        case Instance(type=info, args=parts) if info.fullname in GIVEN:
            return parts[GIVEN[info.fullname] :][:1]
    return ()


def contained(declared: Type | None, depth: int = 0) -> Iterator[Instance]:
    """The classes that a type is made of, itself among them, outermost first.

    A type variable counts as its bound, a generic model as made of its arguments, a named tuple
    and a row of SQLAlchemy as its class.
    """
    proper = get_proper_type(declared)
    if isinstance(proper, TypeVarType):
        proper = get_proper_type(proper.upper_bound)
    if isinstance(proper, TupleType) and is_named(proper):
        proper = proper.partial_fallback
    if proper is None or depth > DEPTH:
        return
    if isinstance(proper, Instance):
        yield proper
    is_model = isinstance(proper, Instance) and proper.type.has_base(MODEL)
    for part in proper.args if is_model else parts_of(proper):  # type: ignore[attr-defined]
        yield from contained(part, depth + 1)


def is_named(places: TupleType) -> bool:
    """Whether a tuple is one of a class of its own."""
    return places.partial_fallback.type.fullname != "builtins.tuple"
