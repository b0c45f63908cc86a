"""What a class is for, as far as its file tells, so that it has a place in the project."""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING

from housestyle_core.facts.classes import foreign_bases, lineage
from housestyle_core.facts.consumers import CONSUMER_BASES
from housestyle_core.facts.definition_places import ENTITY_BASES, SETTINGS_BASES, TABLE_MARKS
from housestyle_core.facts.pydantic_models import MODELS

if TYPE_CHECKING:
    from housestyle_core.facts.definition_places import Kind
    from housestyle_core.tree.context import Context

EXCEPTIONS = frozenset(
    f"builtins.{name}"
    for name, found in vars(builtins).items()
    if isinstance(found, type) and issubclass(found, BaseException)
) | {
    "fastapi.HTTPException",
    "fastapi.exceptions.HTTPException",
    "starlette.exceptions.HTTPException",
}


def kind_of_class(node: ast.ClassDef, context: Context) -> Kind | None:
    """What a class is for certain; None for what the file does not tell."""
    bases = set(foreign_bases(node, context.scope))
    assigned = {
        name.id
        for item in node.body
        if isinstance(item, ast.Assign)
        for name in item.targets
        if isinstance(name, ast.Name)
    }
    if bases.intersection(SETTINGS_BASES):
        return "settings"
    if not assigned.isdisjoint(TABLE_MARKS) or bases.intersection(ENTITY_BASES):
        return None if "__abstract__" in assigned else "entities"
    if bases.intersection(MODELS):
        is_table = any(keyword.arg == "table" for keyword in node.keywords)
        return "entities" if is_table else "models" if _has_fields(node, context) else None
    if bases.intersection(CONSUMER_BASES):
        return "consumers"
    return "exceptions" if bases & EXCEPTIONS else None


def _has_fields(node: ast.ClassDef, context: Context) -> bool:
    classes = lineage(node, context.scope)
    return any(isinstance(item, ast.AnnAssign) for each, _ in classes for item in each.body)
