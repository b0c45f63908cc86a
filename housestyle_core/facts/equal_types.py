"""Whether two types mean the same, however their names, unions and generics are spelled."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.old_generics import REPLACEMENTS
from housestyle_core.facts.unions import members
from housestyle_core.tree.annotations import parse_type

if TYPE_CHECKING:
    from housestyle_core.tree.context import Context

VALUES = ("Annotated", "Literal")


def are_equal(one: ast.expr, other: ast.expr, context: Context) -> bool:
    """Whether two types that stand in the same scope mean the same."""
    return _meaning(one, context) == _meaning(other, context)


def _meaning(node: ast.expr, context: Context) -> object:
    """A type without its spelling: dotted names, and tuples of them; unions keep their order."""
    if union := tuple(members(node, context)):
        return ("|", *(_meaning(member.type, context) for member in union))
    match node:
        case ast.Constant(value=str(text)) if inside := parse_type(text):
            return _meaning(inside, context)
        case ast.Name() | ast.Attribute():
            name = context.resolve(node) or ast.unparse(node)
            return REPLACEMENTS.get(name, name).removeprefix("builtins.")
        case ast.Subscript(value=ast.Name(id=form) | ast.Attribute(attr=form)) if form in VALUES:
            return ast.unparse(node)
        case ast.Subscript(value=generic, slice=parameters):
            parts = parameters.elts if isinstance(parameters, ast.Tuple) else [parameters]
            return tuple(_meaning(part, context) for part in (generic, *parts))
    return ast.unparse(node)
