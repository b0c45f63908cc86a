"""What HS465 takes for refused in every case, tried on the installed Pydantic."""

from __future__ import annotations

import sqlite3
from collections import UserDict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from mypy_housestyle.facts.unreadable import BARE, OBJECTS


def kind_of(value: object) -> str:
    """A name for a case that every worker of a run gives it: some objects show their address."""
    return type(value).__name__


class Model(BaseModel):
    id: int = 1


class Reads(Model, from_attributes=True): ...


class Other(BaseModel):
    id: int = 1


class Below(Model): ...


@dataclass
class Data:
    id: int = 1


class Pair(NamedTuple):
    id: int


class Kind(Enum):
    A = 1


class On(BaseModel, from_attributes=True): ...


class Off(BaseModel, from_attributes=False): ...


class Silent(BaseModel): ...


class OffOn(Off, On): ...


class OnOff(On, Off): ...


class OnSilent(On, Silent): ...


async def _wait() -> None: ...


def _row() -> object:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    return connection.execute("SELECT 1 AS id").fetchone()


NOW = datetime(2026, 1, 1, tzinfo=UTC)
PLAIN: tuple[object, ...] = ("1", b"1", bytearray(), 1, 1.0, 1j, True, [], set(), frozenset(), ())
BARE_VALUES: dict[str, object] = {
    **{f"builtins.{type(value).__name__}": value for value in PLAIN},
    "builtins.range": range(1),
    "datetime.date": date(2026, 1, 1),
    "datetime.datetime": NOW,
    "datetime.time": NOW.time(),
    "datetime.timedelta": timedelta(),
    "typing.Generator": (number for number in [1]),
}
OBJECT_VALUES: dict[str, object] = {
    "decimal.Decimal": Decimal(1),
    "uuid.UUID": UUID(int=1),
    "pathlib.Path": Path(),
    "sqlite3.Row": _row(),
}


def _takes(model: type[BaseModel], value: object, **options: bool) -> bool:
    try:
        model.model_validate(value, **options)  # type: ignore[arg-type]
    except ValidationError:
        return False
    return True


def test_each_type_has_a_value_here() -> None:
    assert set(BARE_VALUES) | {"typing.Coroutine"} == BARE
    assert set(OBJECT_VALUES) == OBJECTS


@pytest.mark.parametrize("value", [*BARE_VALUES.values(), None, len], ids=kind_of)
def test_plain_values_are_refused_always(value: object) -> None:
    assert not _takes(Model, value)
    assert not _takes(Reads, value)
    assert not _takes(Model, value, from_attributes=True)


def test_coroutines_are_refused_always() -> None:
    waiting = _wait()
    assert not _takes(Model, waiting)
    assert not _takes(Reads, waiting)
    waiting.close()


@pytest.mark.parametrize(
    "value", [*OBJECT_VALUES.values(), Other(), Data(), Pair(1), Kind.A], ids=kind_of
)
def test_objects_are_refused_without_from_attributes(value: object) -> None:
    assert not _takes(Model, value)
    assert not _takes(Reads, value, from_attributes=False)
    assert _takes(Reads, value)
    assert _takes(Model, value, from_attributes=True)


def test_classes_are_refused_without_from_attributes() -> None:
    assert not _takes(Model, Data)
    assert not _takes(Model, Model)


@pytest.mark.parametrize(
    "value", [{"id": 1}, MappingProxyType({"id": 1}), UserDict(id=1), Model(), Below()], ids=kind_of
)
def test_mappings_and_the_model_are_taken(value: object) -> None:
    assert _takes(Model, value)


def test_items_of_a_list_are_refused_as_the_model_refuses_them() -> None:
    adapter = TypeAdapter(list[Model])
    with pytest.raises(ValidationError):
        adapter.validate_python([Other()])
    assert adapter.validate_python([Other()], from_attributes=True) == [Model()]


def test_each_base_takes_precedence_over_those_before_it() -> None:
    assert _takes(OffOn, Data())
    assert _takes(OnSilent, Data())
    assert not _takes(OnOff, Data())
