"""The code of an expression as `ast.unparse` writes it: of names and types many times as fast."""

from __future__ import annotations

import ast


def unparse(node: ast.AST) -> str:
    """What `ast.unparse` gives."""
    return _known(node) or ast.unparse(node)


def _known(node: ast.AST) -> str | None:
    """The code of a dotted name, or of one in brackets behind another; None for all else."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Constant(value=None):
            return "None"
        case ast.Attribute(value=ast.Name() | ast.Attribute() as owner, attr=name):
            text = _known(owner)
            return text and f"{text}.{name}"
        case ast.Subscript(value=ast.Name() | ast.Attribute() as generic, slice=inner):
            text, parameters = _known(generic), _parameters(inner)
            return text and parameters and f"{text}[{parameters}]"
    return None


def _parameters(inner: ast.expr) -> str | None:
    if not isinstance(inner, ast.Tuple):
        return _known(inner)
    texts = [text for part in inner.elts if (text := _known(part))]
    return ", ".join(texts) if 1 < len(texts) == len(inner.elts) else None
