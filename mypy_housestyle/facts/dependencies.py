"""What FastAPI puts into a parameter for a dependency, by the dependency's declared type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.erasetype import erase_typevars
from mypy.subtypes import find_member
from mypy.types import (
    CallableType,
    Instance,
    NoneType,
    Overloaded,
    TypeType,
    UnionType,
    get_proper_type,
)

from mypy_housestyle.facts.routes import awaited
from mypy_housestyle.facts.signatures import undecorated

if TYPE_CHECKING:
    from mypy.types import Type

PARTIAL = "functools.partial"
SECURITY = "fastapi.security.base.SecurityBase"
DEPTH = 10
# What a generator function, or one that `contextmanager` makes of it, may be declared to return.
YIELDING = frozenset(
    {
        *(f"typing.{name}" for name in ("Generator", "Iterator", "Iterable")),
        *(f"typing.{name}" for name in ("AsyncGenerator", "AsyncIterator", "AsyncIterable")),
        *(f"contextlib._{name}" for name in ("GeneratorContextManager",)),
        *(f"contextlib._{name}" for name in ("AsyncGeneratorContextManager",)),
        *(f"contextlib.Abstract{name}ContextManager" for name in ("", "Async")),
        *(f"typing.{name}" for name in ("ContextManager", "AsyncContextManager", "Awaitable")),
    }
)


def given_by(dependency: Type | None, depth: int = 0) -> Type | None:
    """What a parameter gets whose dependency has this type; None where that is not known."""
    proper = get_proper_type(dependency)
    match proper:
        case TypeType():
            return proper.item
        case CallableType():
            return _returned(proper)
        case Overloaded() if proper.is_type_obj():
            return erase_typevars(proper.items[0].ret_type)
        case Instance() if proper.type.fullname == PARTIAL:
            return _unambiguous(proper.args[0])
        case Instance() if depth < DEPTH:
            return given_by(find_member("__call__", proper, proper, is_operator=True), depth + 1)
    return None


def raises_for_none(dependency: Type | None) -> bool:
    """Whether this is a security scheme of FastAPI, which is declared to give None but raises."""
    proper = get_proper_type(dependency)
    return isinstance(proper, Instance) and proper.type.has_base(SECURITY)


def _returned(signature: CallableType) -> Type | None:
    """What a function gives, a coroutine when it is awaited, a generator when it yields."""
    function = undecorated(signature.definition)
    returned = get_proper_type(erase_typevars(signature.ret_type))
    if signature.is_type_obj():
        return returned
    if function is None and isinstance(get_proper_type(without_none(returned)), UnionType):
        return None  # what a factory is declared to make covers all its calls
    if function is None or function.is_decorated:
        return _unambiguous(returned)
    if function.is_generator or function.is_async_generator:
        is_known = isinstance(returned, Instance) and returned.type.fullname in YIELDING
        return returned.args[0] if is_known and isinstance(returned, Instance) else None
    if function.is_trivial_body or function.abstract_status != n.NOT_ABSTRACT:
        return _unambiguous(returned)
    return awaited(returned) if function.is_coroutine else returned


def _unambiguous(returned: Type) -> Type | None:
    """A returned type; None where only the function's body could tell whether it is a generator."""
    proper = get_proper_type(awaited(returned))
    is_open = isinstance(proper, Instance) and proper.type.fullname in YIELDING
    return None if is_open else proper


def without_none(given: Type) -> Type:
    """A type without the None that it may be."""
    proper = get_proper_type(given)
    if not isinstance(proper, UnionType):
        return given
    kept = [item for item in proper.items if not isinstance(get_proper_type(item), NoneType)]
    return UnionType.make_union(kept)
