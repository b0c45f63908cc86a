"""Names and attributes of Pydantic 1 in the words of Pydantic 2."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from housestyle_core.facts.pydantic_implicit_none import implicit_none_fix
from housestyle_core.facts.pydantic_root_fix import root_fix
from housestyle_core.facts.pydantic_v1 import ATTRIBUTES, new_name
from housestyle_core.facts.pydantic_validator_fix import validator_fix
from housestyle_core.finding import Span
from housestyle_core.fix.edit import Edit, Fix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from housestyle_core.fix.place import Place
    from housestyle_core.tree.context import Context

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
METHOD_KINDS = {"builtins.classmethod", "builtins.staticmethod"}


def attribute_fix(node: ast.Attribute, remedies: Mapping[str, str], place: Place) -> Fix | None:
    """An attribute under its new name."""
    name = new_name(remedies.get(node.attr))
    line, end = node.end_lineno or node.lineno, node.end_col_offset or 0
    written = place.text.lines[line - 1].encode()[:end].endswith(node.attr.encode())
    if name is None or not written or place.source(node) is None:
        return None
    return Fix((Edit(Span(line, end - len(node.attr), line, end), name),))


def name_fix(node: ast.Name | ast.Attribute, place: Place) -> Fix | None:
    """`__fields__`, `Extra.forbid`, and decorators without arguments."""
    meant = place.context.resolve(node) or ""
    if meant == "pydantic.validate_arguments":
        return _validating_fix(node, place)
    if meant == "pydantic.root_validator":
        return validator_fix(node, "root_validator", place)
    if isinstance(node, ast.Name):
        return field_fix(node, place)
    if meant.startswith("pydantic.Extra."):
        is_value = place.source(node) is not None and _is_read_as_text(node, place.context)
        return Fix((place.replace(node, f'"{node.attr}"'),)) if is_value else None
    return attribute_fix(node, ATTRIBUTES, place)


def _is_read_as_text(node: ast.Attribute, context: Context) -> bool:
    """Whether a member of an enumeration is used as a text can be."""
    match context.file.parents[node]:
        case ast.Attribute():
            return False
        case ast.Compare(ops=operators):
            return not any(isinstance(operator, (ast.Is, ast.IsNot)) for operator in operators)
    return True


def _validating_fix(node: ast.expr, place: Place) -> Fix | None:
    """The new decorator; None above another kind of method, and where the old attributes are read.

    `validate_call` does not take a static or a class method, nor give what `validate` was.
    """
    new, function = (
        place.name("pydantic", "validate_call", alone=True),
        place.context.file.parents[node],
    )
    if new is None or not isinstance(function, FUNCTIONS):
        return None
    below = function.decorator_list[function.decorator_list.index(node) + 1 :]
    if METHOD_KINDS.intersection(map(place.context.resolve, below)):
        return None
    if re.search(rf"\b{function.name}\.(?:model|validate|vd)\b", place.text.raw):
        return None
    return Fix((place.replace(node, new.text),), new.imports)


def field_fix(node: ast.Name, place: Place) -> Fix | None:
    """The field of a model of one value, or one that is `None` by default."""
    if node.id == "__root__":
        return root_fix(node, place)
    field = place.context.file.parents[node]
    return implicit_none_fix(field, place) if isinstance(field, ast.AnnAssign) else None
