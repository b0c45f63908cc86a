"""Names that are there when the program runs, and not for type checkers alone."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.tree.annotations import parse_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context
    from housestyle_core.tree.scopes import Binding


def postpones_annotations(context: Context) -> bool:
    """Whether the annotations of a file are strings, of `from __future__ import annotations`."""
    return "annotations" in context.file.scope.bindings


def are_known_to_module(expression: ast.expr, context: Context) -> bool:
    """Whether the module has all names of an expression, quoted ones too, when it runs.

    That is where postponed and quoted types are evaluated.
    """
    for name in _names(expression):
        found = context.scope.find(name)
        if found and (found[0].parent is not None or not _runs(found[1], context)):
            return False
    return True


def _names(expression: ast.expr) -> Iterator[str]:
    for node in ast.walk(expression):
        match node:
            case ast.Name(id=name):
                yield name
            case ast.Constant(value=str(text)) if inner := parse_type(text):
                yield from _names(inner)


def _runs(bindings: list[Binding], context: Context) -> bool:
    """Whether a name is bound elsewhere than below `if TYPE_CHECKING`."""
    return any(
        not any(_is_for_checkers(above) for above in context.parents(binding.node))
        for binding in bindings
    )


def _is_for_checkers(above: ast.AST) -> bool:
    match above:
        case ast.If(test=ast.Name(id=test) | ast.Attribute(attr=test)):
            return test == "TYPE_CHECKING"
    return False
