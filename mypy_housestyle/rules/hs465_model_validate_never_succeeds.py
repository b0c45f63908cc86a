"""Validation that fails for every value of its argument's type

`Order.model_validate(text)` raises whatever the text says: a model takes a dict, an object of its
own class or, with `from_attributes`, an object with attributes. `model_validate` takes `Any`, so
no type checker sees that another model, a dataclass, a row, JSON text, a list or a coroutine that
nobody awaited stands there.

Only what Pydantic refuses for certain is reported. A model with a `model_validator` that runs
before or around, with an `__init__` of its own or with a base from a library is left alone, and so
is a value that may be a mapping. An object of an ORM is HS415.

## Bad
    from pydantic import BaseModel


    class Order(BaseModel):
        id: int


    def read(text: str) -> Order:
        return Order.model_validate(text)

## Good
    from pydantic import BaseModel


    class Order(BaseModel):
        id: int


    def read(text: str) -> Order:
        return Order.model_validate_json(text)

## Fix
None: only you know which of the two was meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.messages import format_type_bare
from mypy.types import FunctionLike, Instance, TupleType, TypeType, get_proper_type

from housestyle_core.tree.excerpt import cut
from mypy_housestyle.facts.class_kinds import is_model, is_row
from mypy_housestyle.facts.contained import COLLECTIONS
from mypy_housestyle.facts.dependencies import without_none
from mypy_housestyle.facts.kept_text import keep_text
from mypy_housestyle.facts.loose_types import is_plain_dataclass
from mypy_housestyle.facts.refusals import depend_on_refusal, refusal
from mypy_housestyle.facts.validations import SINKS
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.types import ProperType

    from mypy_housestyle.call import Call
    from mypy_housestyle.facts.refusals import Refusal

TEXT = ("builtins.str", "builtins.bytes", "builtins.bytearray")
READ = "or `from_attributes=True`"
KEEPS = (keep_text,)
ABOUT = SINKS


def check_call(call: Call, _: str) -> Iterator[Finding]:
    seen: set[str] = set()
    found = refusal(call, seen)
    depend_on_refusal(call, seen)
    if found and not found.is_entity and not found.of_items:
        given = cut(format_type_bare(found.given, call.checker.options))
        yield Finding(
            found.argument,
            f"`{found.model.type.name}` never validates `{given}`: {_remedy(found)}",
        )


def _remedy(found: Refusal) -> str:
    given = get_proper_type(without_none(found.given))
    if not found.is_readable:
        return _remedy_for_plain(given, found.model.type.name)
    if isinstance(given, FunctionLike | TypeType):
        return "pass a dict, or an object of the class"
    if isinstance(given, TupleType):
        return f"pass its `_asdict()`, {READ}"
    return f"pass {_as_dict(given)}, {READ}"


def _as_dict(given: ProperType) -> str:
    info = given.type if isinstance(given, Instance) else None
    if info and is_model(info):
        return "its `model_dump()`"
    if info and is_row(info):
        return "its `_mapping`"
    return "its `dataclasses.asdict(...)`" if info and is_plain_dataclass(info) else "a dict"


def _remedy_for_plain(given: ProperType, name: str) -> str:
    fullname = given.type.fullname if isinstance(given, Instance) else ""
    if fullname in TEXT:
        return "call `model_validate_json` if this is JSON, or pass a dict"
    if fullname == "typing.Coroutine":
        return "await it first"
    if fullname in COLLECTIONS or isinstance(given, TupleType):
        return f"validate its items, or use `TypeAdapter(list[{name}])`"
    return "pass a dict"
