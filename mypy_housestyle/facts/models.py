"""The fields of a Pydantic model across its bases: where each is read from, and what it takes."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from mypy.expandtype import expand_type_by_instance
from mypy.maptype import map_instance_to_supertype
from mypy.nodes import Var

from housestyle_core.facts.model_config import is_true
from housestyle_core.facts.model_fields import read_model
from housestyle_core.record import Record
from mypy_housestyle.facts.contained import MODEL
from mypy_housestyle.facts.followed_classes import followed_class

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy.nodes import TypeInfo
    from mypy.types import Instance, Type

    from housestyle_core.facts.model_fields import Model, Said
    from mypy_housestyle.facts.class_kinds import Around

ROOT_MODEL = "pydantic.root_model.RootModel"
ROOTS = frozenset(
    {MODEL, ROOT_MODEL, "builtins.object", "typing.Generic", "sqlmodel.main.SQLModel"}
)
NAMING = ("populate_by_name", "validate_by_name", "validate_by_alias")


class Taken(Record):
    """A field as validation fills it.

    `keys` are the keys or attributes that it is read from, none where only the running program
    knows them; `type` is None where a validator may turn any value into the field's.
    """

    name: str
    keys: tuple[str, ...]
    is_required: bool
    type: Type | None


def fields_of(model: Instance, around: Around, seen: set[str]) -> list[Taken] | None:
    """The fields of a model in the order of its bases; None where its code may change them.

    `seen` gets the names of the modules whose text that depends on.
    """
    classes = _classes(model.type, around, seen)
    if classes is None:
        return None
    config = {key: value for _, each in classes for key, value in each.config.items()}
    said = {name: (info, one) for info, each in classes for name, one in each.fields.items()}
    converted = {name for _, each in classes for name in each.converted}
    is_open = "coerce_numbers_to_str" in config
    if is_true(config.get("table")):
        return None
    return [
        Taken(
            name,
            _keys(name, one, config),
            one.is_required,
            None if is_open or one.converts or name in converted else _declared(name, info, model),
        )
        for name, (info, one) in said.items()
    ]


def allows_more(info: TypeInfo, around: Around) -> bool:
    """Whether objects of a model may have attributes that it has no fields for."""
    classes = _classes(info, around, set())
    extra = [each.config["extra"] for _, each in classes or () if "extra" in each.config]
    if classes is None or not extra:
        return classes is None
    return getattr(extra[-1], "value", None) not in ("ignore", "forbid")


def _classes(info: TypeInfo, around: Around, seen: set[str]) -> list[tuple[TypeInfo, Model]] | None:
    """What each class of a model says, bases first; None where one is not to be trusted."""
    found = []
    for base in reversed(info.mro):
        if base.fullname not in ROOTS:
            model = _read(base, around, seen)
            if model is None or not (base.has_base(MODEL) or not model.fields):
                return None
            found.append((base, model))
    return None if info.fallback_to_any else found


def _read(info: TypeInfo, around: Around, seen: set[str]) -> Model | None:
    written = followed_class(info, around, seen)
    model = read_model(*written) if written else None
    return model if model and model.is_clear else None


def _keys(name: str, said: Said, config: Mapping[str, ast.expr]) -> tuple[str, ...]:
    """Where validation looks for a field, in that order."""
    is_plain = all(isinstance(config[key], ast.Constant) for key in NAMING if key in config)
    by_name = is_true(config.get("populate_by_name")) or is_true(config.get("validate_by_name"))
    is_generated = said.alias is None and "alias_generator" in config
    if not said.is_named or not is_plain or is_generated:
        return ()
    if said.alias is None:
        return (name,)
    by_alias = "validate_by_alias" not in config or is_true(config["validate_by_alias"])
    return (*((said.alias,) if by_alias else ()), *((name,) if by_name else ()))


def _declared(name: str, owner: TypeInfo, model: Instance) -> Type | None:
    symbol = owner.names.get(name)
    variable = symbol.node if symbol else None
    if not isinstance(variable, Var) or variable.type is None:
        return None
    return expand_type_by_instance(variable.type, map_instance_to_supertype(model, owner))


def root_type(model: Instance) -> Type | None:
    """What a model is made of that has one value in place of fields; None for any other model."""
    root = next((base for base in model.type.mro if base.fullname == ROOT_MODEL), None)
    return map_instance_to_supertype(model, root).args[0] if root else None
