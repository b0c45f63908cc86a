"""Whether a type leaves open what is in a value."""

from __future__ import annotations

from mypy.types import (
    AnyType,
    Instance,
    TupleType,
    Type,
    TypeOfAny,
    UnionType,
    UnpackType,
    get_proper_type,
)

RECORDS = frozenset(
    {
        *("builtins.dict", "csv.DictReader", "sqlite3.Row", "asyncpg.protocol.record.Record"),
        *("sqlalchemy.engine.row.RowMapping", "starlette.datastructures.FormData"),
        *("multidict._multidict_py.MultiDictProxy", "multidict._abc.MultiMapping"),
    }
)
HOLDERS = frozenset(
    {
        *("builtins.list", "builtins.tuple", "sqlalchemy.engine.row.Row"),
        *(f"typing.{name}" for name in ("Sequence", "Iterable", "Iterator", "Generator")),
        *(f"typing.{name}" for name in ("AsyncIterable", "AsyncIterator", "Awaitable")),
        *("typing.Coroutine", "pymongo.synchronous.cursor.Cursor"),
        "starlette._utils.AwaitableOrContextManager",
    }
)
DEPTH = 8


def is_unknown(declared: Type | None, depth: int = 0) -> bool:
    """Whether a value, what it is awaited to, or what it holds, may be anything or any dict."""
    proper = get_proper_type(declared)
    if depth > DEPTH:
        return False
    if isinstance(proper, Instance):
        is_holder = proper.type.fullname in HOLDERS
        parts = proper.args[-1:] if is_holder else ()
        is_open = proper.type.fullname in RECORDS or (is_holder and not parts)
        return is_open or any(is_unknown(part, depth + 1) for part in parts)
    match proper:
        case UnionType(items=items):
            return any(is_unknown(item, depth + 1) for item in items)
        case TupleType(items=items):
            return bool(items) and all(is_unknown(item, depth + 1) for item in items)
        case UnpackType(type=inner):
            return is_unknown(inner, depth + 1)
    return isinstance(proper, AnyType)


def is_told(declared: Type | None) -> bool:
    """Whether a type is what the source says, and not for want of an annotation or an import."""
    proper = get_proper_type(declared)
    return not isinstance(proper, AnyType) or proper.type_of_any == TypeOfAny.explicit
