"""Types that metadata can be put behind, in `Annotated`, with nothing else changed."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

from housestyle_core.facts.parameter_marks import DEPENDENCIES
from housestyle_core.facts.runtime_names import are_known_to_module, postpones_annotations

if TYPE_CHECKING:
    from housestyle_core.facts.parameter_marks import Mark
    from housestyle_core.tree.context import Context

SINCE = (3, 9)
LAZY_SINCE = (3, 14)
KNOWN = sys.stdlib_module_names | {"builtins", "fastapi", "starlette", "pydantic"}
ONLY_TOLD = frozenset(
    {
        *("deprecated", "description", "example", "examples", "exclude", "include_in_schema"),
        *("json_schema_extra", "openapi_examples", "repr", "serialization_alias", "title"),
    }
)
"""Arguments that constrain nothing, so that their order does not matter."""
WHOLE = ("Annotated", "ClassVar", "Final", "InitVar", "NotRequired", "ReadOnly", "Required")


def can_be_annotated(annotation: ast.expr, call: ast.Call, context: Context) -> bool:
    """Whether a type can have a call as its metadata, which is known where that is evaluated."""
    if context.file.settings.target_python.value < SINCE or not _may_be_inside(annotation):
        return False
    if context.file.settings.target_python.value >= LAZY_SINCE or not postpones_annotations(
        context
    ):
        return True
    return are_known_to_module(annotation, context) and are_known_to_module(call, context)


def keeps_order(annotation: ast.expr, mark: Mark, context: Context) -> bool:
    """Whether the metadata constrain nothing, or the type cannot have constraints of its own."""
    names = {keyword.arg for keyword in mark.call.keywords}
    is_told = mark.kind == "Field" and names <= ONLY_TOLD | {"default"}
    if mark.kind in DEPENDENCIES or is_told:
        return True
    return all(
        _is_plain_type(node, context) for node in ast.walk(annotation) if isinstance(node, ast.Name)
    )


def _may_be_inside(annotation: ast.expr) -> bool:
    """Whether a type is not quoted and none that must stand outermost."""
    match annotation:
        case ast.Subscript(value=ast.Name(id=form) | ast.Attribute(attr=form)) if form in WHOLE:
            return False
        case ast.Subscript(value=ast.Name(id="Literal") | ast.Attribute(attr="Literal")):
            return True
        case ast.Constant(value=str()):
            return False
    return all(
        _may_be_inside(inner)
        for inner in ast.iter_child_nodes(annotation)
        if isinstance(inner, ast.expr)
    )


def _is_plain_type(name: ast.Name, context: Context) -> bool:
    resolved = context.resolve(name)
    if resolved:
        return resolved.partition(".")[0] in KNOWN
    found = context.scope.find(name.id)
    return found is not None and all(isinstance(one.node, ast.ClassDef) for one in found[1])
