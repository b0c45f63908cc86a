"""Which models have fields that are known to others by an alias."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import Var

from housestyle_core.facts.alias_settings import AliasConfig, aliased_field, config_of
from housestyle_core.facts.pydantic_models import annotated_names
from mypy_housestyle.facts.class_kinds import is_model
from mypy_housestyle.facts.contained import contained
from mypy_housestyle.facts.loose_types import DEPTH
from mypy_housestyle.facts.written_classes import written_class

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.nodes import TypeInfo
    from mypy.types import Instance

    from mypy_housestyle.facts.class_kinds import Around

LIBRARIES = ("pydantic.", "sqlmodel.", "typing.", "builtins.", "abc.", "enum.")


def leaked_field(model: Instance, around: Around, depth: int = 0) -> str | None:
    """A field that a dump of a model gives its Python name, though it has an alias.

    Models in its fields count, too, each by its own configuration. None where a base of a model
    is of a library, or is configured by more than constants.
    """
    config = _config(model.type, around)
    if config is None or depth > DEPTH:
        return None
    if not config.by_alias and (own := _own_field(model.type, around)):
        return own
    inner = (found for found in _inner_models(model) if found.type is not model.type)
    return next(filter(None, (leaked_field(found, around, depth + 1) for found in inner)), None)


def _own_field(info: TypeInfo, around: Around) -> str | None:
    """The first field with an alias among those of the class and its bases.

    A class that annotates a field anew takes the alias of its base away.
    """
    seen: set[str] = set()
    for base in info.mro:
        written = written_class(base, around)
        config = _config(base, around)
        if written and config and (name := aliased_field(*written, config)) and name not in seen:
            return name
        seen |= annotated_names(written[0]) if written else set()
    return None


def _config(info: TypeInfo, around: Around) -> AliasConfig | None:
    """What decides on the aliases of a class, with what it inherits; None if it cannot be read."""
    if info.fullname.startswith(LIBRARIES):
        return AliasConfig()
    written = written_class(info, around)
    own = config_of(*written) if written else None
    if own is None:
        return None
    inherited = AliasConfig()
    for base in info.bases:
        config = _config(base.type, around)
        if config is None:
            return None
        inherited = config.over(inherited)
    return own.over(inherited)


def _inner_models(model: Instance) -> Iterator[Instance]:
    """The models in the arguments of a generic model, and in its fields."""
    for declared in model.args:
        yield from _models_in(declared)
    for base in model.type.mro:
        for symbol in base.names.values() if is_model(base) else ():
            if isinstance(symbol.node, Var) and not symbol.node.is_classvar:
                yield from _models_in(symbol.node.type)


def _models_in(declared: object) -> Iterator[Instance]:
    return (found for found in contained(declared) if is_model(found.type))  # type: ignore[arg-type]
