"""Classes that Pydantic 2 has elsewhere, `BaseSettings`, or not any more, `GenericModel`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.finding import Span
from housestyle_core.fix.edit import Edit, Fix, Import

if TYPE_CHECKING:
    from housestyle_core.fix.place import Place

SETTINGS = "pydantic_settings"


def import_fix(node: ast.alias, place: Place) -> Fix | None:
    """The import of another class for one that has gone; `BaseSettings` wants another package."""
    imports = (item for item in place.context.file.parents if isinstance(item, ast.ImportFrom))
    statement = next((item for item in imports if node in item.names), None)
    if statement is None:
        return None
    match statement.module, node.name:
        case ("pydantic" | "pydantic.env_settings", "BaseSettings"):
            return _moved(node, statement, place)
        case ("pydantic.generics", "GenericModel"):
            return _renamed(node.asname or node.name, place)
    return None


def _moved(node: ast.alias, statement: ast.ImportFrom, place: Place) -> Fix | None:
    """`BaseSettings` out of an import, and into one of its own."""
    parents = place.context.file.parents
    if len(statement.names) == 1:
        name = f"{node.name} as {node.asname}" if node.asname else node.name
        new = f"from {SETTINGS} import {name}"
        return Fix((Edit(statement, new),), safe=False)
    if node.asname or not isinstance(parents[statement], ast.Module):
        return None
    index = statement.names.index(node)
    first, last = statement.names[max(index - 1, 0)], statement.names[-1]
    if node is last:
        gone = Span(*_end(first), *_end(node))
    else:
        after = statement.names[index + 1]
        gone = Span(node.lineno, node.col_offset, after.lineno, after.col_offset)
    return Fix((Edit(gone, ""),), (Import(SETTINGS, node.name),), safe=False)


def _end(node: ast.alias) -> tuple[int, int]:
    return node.end_lineno or node.lineno, node.end_col_offset or node.col_offset


def _renamed(name: str, place: Place) -> Fix | None:
    """`BaseModel` as the base of all classes that derive from `GenericModel` and `Generic`."""
    context = place.context
    new = place.name("pydantic", "BaseModel", alone=True)
    uses = [node for node in context.file.parents if isinstance(node, ast.Name) and node.id == name]
    known = context.file.scope.bindings.get(name, ())
    if new is None or not uses or len(known) != 1:
        return None
    for use in uses:
        derived = context.file.parents[use]
        if not isinstance(derived, ast.ClassDef) or use not in derived.bases:
            return None
        if not any(isinstance(base, ast.Subscript) for base in derived.bases):
            return None
    return Fix(tuple(Edit(use, new.text) for use in uses), new.imports)
