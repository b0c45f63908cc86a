"""A class in a module that is not for its kind, where its base comes from another module

A class of a feature that derives from the project's own base is a model, an entity or an exception
as that base is, which only the other module tells.

## Configuration
    [tool.housestyle.rules.misplaced-definition]
    exceptions = ["**/errors.py"]

## Bad
    # service.py
    import json


    class BadDocumentError(json.JSONDecodeError):
        pass

## Good
    # errors.py
    import json


    class BadDocumentError(json.JSONDecodeError):
        pass

## Fix
None: other modules import the class from where it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import ClassDef, SymbolTableNode, TypeInfo, Var

from housestyle_core.facts.definition_places import TABLE_MARKS, Options, class_message
from mypy_housestyle.facts.class_kinds import ENTITY_BASES, is_entity, is_model
from mypy_housestyle.facts.contained import MODEL
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.facts.definition_places import Kind
    from mypy_housestyle.module import ModuleContext

SETTINGS = "pydantic_settings.main.BaseSettings"


def applies(_: ModuleContext, options: Options) -> bool:
    return options != Options()


def check(node: ClassDef, context: ModuleContext, options: Options) -> Iterator[Finding]:
    if context.owner is not None:
        return
    kind = _kind(node.info, context)
    if message := class_message(node.name, kind, context.relative, options):
        yield Finding(node, message)


def _kind(info: TypeInfo, context: ModuleContext) -> Kind | None:
    if info.has_base("builtins.BaseException"):
        return "exceptions"
    if info.has_base(SETTINGS):
        return "settings"
    if is_entity(info, context):
        return "entities" if _is_mapped(info) else None
    return "models" if is_model(info) and _has_fields(info) else None


def _is_mapped(info: TypeInfo) -> bool:
    """Whether an entity has a table: the base of all and abstract ones have none."""
    is_base = any(base.fullname in ENTITY_BASES[:2] for base in info.mro[:2])
    is_marked = not info.names.keys().isdisjoint(TABLE_MARKS)
    return "__abstract__" not in info.names and (is_marked or not is_base)


def _has_fields(info: TypeInfo) -> bool:
    """Whether a model, or one that it comes from, has a field: others only configure."""
    models = (base for base in info.mro if is_model(base) and base.fullname != MODEL)
    symbols = (symbol for base in models for symbol in base.names.values())
    return any(_is_field(symbol) for symbol in symbols)


def _is_field(symbol: SymbolTableNode) -> bool:
    node = symbol.node
    if not isinstance(node, Var) or symbol.plugin_generated:
        return False
    return not node.is_classvar and node.name != "model_config"
