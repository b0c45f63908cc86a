"""The configuration of a model with what it inherits, merged as Pydantic merges it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from housestyle_core.facts.model_fields import read_model
from mypy_housestyle.facts.contained import MODEL
from mypy_housestyle.facts.routes import follower
from mypy_housestyle.facts.source import source_of
from mypy_housestyle.facts.written_classes import written_class

if TYPE_CHECKING:
    import ast
    from collections.abc import Mapping

    from mypy.nodes import TypeInfo

    from housestyle_core.facts.model_fields import Model
    from mypy_housestyle.facts.class_kinds import Around

FROM_ATTRIBUTES = "from_attributes"
SQL_MODEL = "sqlmodel.main.SQLModel"
PLAIN = frozenset({MODEL, "builtins.object", "typing.Generic", "abc.ABC"})


def takes_attributes(info: TypeInfo, around: Around, seen: set[str]) -> bool | None:
    """Whether a model fills its fields from the attributes of any object.

    None where its code may take any value, and where only the running program knows. `seen` gets
    the modules whose text that depends on.
    """
    config = _config(info, around, seen)
    if config is None:
        return None
    value = config.get(FROM_ATTRIBUTES, False)
    return value if isinstance(value, bool) else None


def _config(info: TypeInfo, around: Around, seen: set[str]) -> Mapping[str, object] | None:
    """The constants of a configuration; each base takes precedence over those before it."""
    if info.fullname == SQL_MODEL:
        return {FROM_ATTRIBUTES: True}
    if info.fullname in PLAIN:
        return {}
    seen.add(info.module_name)
    model = _read(info, around, seen)
    if model is None or info.fallback_to_any or not model.is_clear:
        return None
    merged: dict[str, object] = {}
    for base in info.bases:
        inherited = _config(base.type, around, seen)
        if inherited is None:
            return None
        merged |= inherited
    return merged | {key: _constant(value) for key, value in model.config.items()}


def _read(info: TypeInfo, around: Around, seen: set[str]) -> Model | None:
    written = written_class(info, around)
    tree = around.checker.modules.get(info.module_name)
    source = source_of(tree, around.settings) if tree else None
    if written is None or tree is None or source is None:
        return None
    return read_model(*written, follower(around, source, tree, seen))


def _constant(value: ast.expr) -> object:
    return getattr(value, "value", None)
