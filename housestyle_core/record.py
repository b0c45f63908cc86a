"""Records: the named tuples of `typing`, without what makes a class of them take long to import.

`typing.NamedTuple` compiles each annotation, and the constructor: twice what the rest of a small
module costs. Here annotations stay text, and a class gets its constructor with its first instance.
"""

from __future__ import annotations

from functools import lru_cache
from types import FunctionType
from typing import TYPE_CHECKING, Any, Self

__all__ = ["Record"]

if TYPE_CHECKING:
    from typing import NamedTuple as Record
else:
    from collections import _tuplegetter

    class RecordType(type):
        """Makes a class of records of what a class body declares."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> Self:
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body[field] for field in fields if field in body}
            getters = {field: _tuplegetter(at, None) for at, field in enumerate(fields)}
            about = {"_fields": fields, "_field_defaults": defaults, "__match_args__": fields}
            return super().__new__(cls, name, bases, {**body, **getters, **about, "__slots__": ()})

    class Record(tuple, metaclass=RecordType):
        """A tuple with a name for each item, as a `typing.NamedTuple` is."""

        __slots__ = ()

        def __new__(cls, *values: Any, **named: Any) -> Self:
            """The first instance of a class."""
            cls.__new__ = _constructor(cls)
            return cls(*values, **named)

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

        def __repr__(self) -> str:
            items = ", ".join(f"{field}={value!r}" for field, value in self._asdict().items())
            return f"{type(self).__name__}({items})"

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def _replace(self, **new: Any) -> Self:
            replaced = tuple.__new__(type(self), map(new.pop, self._fields, self))
            if new:
                raise TypeError(f"{type(self).__name__} has no field {', '.join(new)}")
            return replaced


def _constructor(cls: type[Record]) -> FunctionType:
    template = _template(len(cls._fields))
    names = ("cls", *cls._fields)
    code = template.__code__.replace(co_varnames=names, co_qualname=cls.__name__)
    return FunctionType(code, template.__globals__, argdefs=tuple(cls._field_defaults.values()))


@lru_cache(maxsize=32)
def _template(count: int) -> FunctionType:
    """The constructor of records with so many fields, but for the names of its parameters."""
    names = ", ".join(f"_{number}" for number in range(count))
    text = f"lambda cls, {names}: new(cls, ({names},))"
    made: FunctionType = eval(text, {"new": tuple.__new__})  # noqa: S307
    return made
