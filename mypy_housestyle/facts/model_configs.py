"""The configuration of a model with what it inherits, merged as Pydantic merges it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.model_config import config_of
from housestyle_core.facts.model_fields import read_model
from mypy_housestyle.facts.contained import MODEL
from mypy_housestyle.facts.followed_classes import followed_class

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy.nodes import TypeInfo

    from mypy_housestyle.facts.class_kinds import Around

FROM_ATTRIBUTES = "from_attributes"
SQL_MODEL = "sqlmodel.main.SQLModel"
SETTINGS = "pydantic_settings.main.BaseSettings"
PLAIN = frozenset({MODEL, "builtins.object", "typing.Generic", "abc.ABC"})


def takes_attributes(info: TypeInfo, around: Around, seen: set[str]) -> bool | None:
    """Whether a model fills its fields from the attributes of any object.

    None where its code may take any value, and where only the running program knows. `seen` gets
    the modules whose text that depends on.
    """
    own = (base for base in info.mro if base.fullname not in PLAIN | {SQL_MODEL})
    is_clear = all(_is_clear(base, around, seen) for base in own)
    config = configured(info, around, seen) if is_clear else None
    value = config.get(FROM_ATTRIBUTES, False) if config is not None else None
    return value if isinstance(value, bool) else None


def configured(info: TypeInfo, around: Around, seen: set[str]) -> Mapping[str, object] | None:
    """The constants of a configuration; each base takes precedence over those before it.

    What is no constant counts as None. None for all where only the running program knows. `seen`
    gets the modules whose text that depends on.
    """
    if info.fullname == SQL_MODEL:
        return {FROM_ATTRIBUTES: True}
    if info.fullname in PLAIN or info.fullname == SETTINGS:
        return {}
    written = followed_class(info, around, seen)
    own = config_of(written.node, written.inside) if written else None
    if own is None or info.fallback_to_any:
        return None
    merged: dict[str, object] = {}
    for base in info.bases:
        inherited = configured(base.type, around, seen)
        if inherited is None:
            return None
        merged |= inherited
    return merged | {key: _constant(value) for key, value in own.items()}


def _is_clear(info: TypeInfo, around: Around, seen: set[str]) -> bool:
    """Whether a class shows all that it does to the values of its fields."""
    written = followed_class(info, around, seen)
    return written is not None and read_model(*written).is_clear


def _constant(value: ast.expr) -> object:
    return value.value if isinstance(value, ast.Constant) else None
