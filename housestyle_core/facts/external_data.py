"""Where data of an unknown shape enters a program, and what validates it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from housestyle_core.facts.external_sources import FAMILIES, VALIDATE, Family
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

REQUEST_SOURCE = "starlette.requests.Request.json"
ADDED = Family("added", VALIDATE, {})
CELERY = Family(
    "celery", "a parameter of the type `Model`, with `pydantic=True` in the decorator", {}, on=False
)

VALIDATORS = frozenset(
    {
        *("model_validate", "model_validate_json", "model_validate_strings"),
        *("validate_python", "validate_json", "validate_strings"),
        *("parse_obj", "parse_raw", "parse_obj_as", "parse_raw_as"),
        *("pydantic.tools.parse_obj_as", "pydantic.deprecated.tools.parse_obj_as"),
        *("msgspec.convert", "cattrs.structure", "dacite.from_dict", "dacite.core.from_dict"),
        *("cattrs.converters.BaseConverter.structure", "marshmallow.schema.Schema.load"),
        *("jsonschema.validate", "jsonschema.validators.validate", "typeguard.check_type"),
    }
)


class Options(Record):
    """`sources`: more functions and methods, by their full name, whose result nobody validated.

    It also takes the names of families that are off by default: `environ`, `form`, `ini`,
    `request-text`, `message`, `redis`, `subprocess`, `pickle`, `celery`, `rows`.
    `validators`: the full names of functions, methods and classes of your own that check what
    they are given, such as `app.events.parse_event` or `app.models.Order.from_dict`.
    `returned`: whether to `report` a function, too, that gives the data to its caller as it came.
    """

    sources: tuple[str, ...] = ()
    validators: tuple[str, ...] = ()
    returned: Literal["report", "allow"] = "allow"


def sources(options: Options) -> dict[str, Family]:
    """The calls and attributes that bring in external data, with the family of each."""
    wanted = options.sources
    known = {
        name: family for name, family in _families().items() if family.on or family.name in wanted
    }
    return {**dict.fromkeys(wanted, ADDED), **known}


@lru_cache(maxsize=1)
def attributes() -> frozenset[str]:
    """The names of the attributes that hold external data."""
    names = (name.rpartition(".")[2] for name in _families())
    return frozenset(name[1:] for name in names if name.startswith("@"))


@lru_cache(maxsize=1)
def _families() -> Mapping[str, Family]:
    return {
        f"{owner}.{name}": family
        for family in FAMILIES
        for owner, names in family.calls.items()
        for name in names.split()
    }
