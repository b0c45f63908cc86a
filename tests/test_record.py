"""Records do what the named tuples of `typing` do."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, get_type_hints

import pytest

from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable

Value = TypeVar("Value")


class Point(Record):
    """A place with a name."""

    x: int
    y: int = 0
    name: str = "here"

    @property
    def moved(self) -> Point:
        return self._replace(x=self.x + 1)


class Known(NamedTuple):
    x: int
    y: int = 0
    name: str = "here"


class Boxed(Record, Generic[Value]):
    value: Value


CALLS: dict[str, Callable[[Any], object]] = {
    "by position": lambda of: tuple(of(1, 2, "there")),
    "by name": lambda of: tuple(of(y=2, x=1)),
    "defaults": lambda of: tuple(of(1)),
    "fields": lambda of: (of(1).x, of(1).y, of(1).name),
    "about the class": lambda of: (of._fields, of._field_defaults, of.__match_args__),
    "as a dictionary": lambda of: of(1)._asdict(),
    "replaced": lambda of: tuple(of(1)._replace(y=5, name="there")),
    "shown": lambda of: repr(of(1, name="there")).partition("(")[2],
    "equal": lambda of: (of(1) == of(1), of(1) == of(2), of(1) == (1, 0, "here"), {of(1): 1}),
    "without a dictionary": lambda of: hasattr(of(1), "__dict__"),
    "hints": get_type_hints,
    "pickled": lambda of: pickle.loads(pickle.dumps(of(1, name="there"))) == of(1, 0, "there"),  # noqa: S301
}
WRONG: dict[str, Callable[[Any], object]] = {
    "too few": lambda of: of(),
    "too many": lambda of: of(1, 2, "there", 4),
    "of another name": lambda of: of(1, z=2),
    "twice": lambda of: of(1, x=2),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_record_is_a_named_tuple(call: Callable[[Any], object]) -> None:
    assert call(Point) == call(Known)


@pytest.mark.parametrize("call", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("record", [Point, Known])
def test_the_constructor_takes_its_fields_and_nothing_else(
    call: Callable[[Any], object], record: type
) -> None:
    with pytest.raises(TypeError):
        call(record)


def test_nothing_is_replaced_that_is_no_field() -> None:
    with pytest.raises(TypeError, match="Point has no field z"):
        Point(1)._replace(z=2)  # type: ignore[call-arg]


def test_records_may_have_more_than_fields() -> None:
    assert Point(1).moved == Point(2)
    assert Point.__doc__ == "A place with a name."
    assert Boxed([1]).value == [1]
    match Point(1, 2):
        case Point(x, y, name):
            assert (x, y, name) == (1, 2, "here")
