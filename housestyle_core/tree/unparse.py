"""The code of an expression as `ast.unparse` writes it: of types and calls many times as fast."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

DOTTED = (ast.Name, ast.Attribute)


def unparse(node: ast.AST) -> str:
    """What `ast.unparse` gives."""
    return _known(node) or ast.unparse(node)


def _known(node: ast.AST) -> str | None:
    """The code of names and plain values, and of types and calls that are made of them."""
    write = WRITERS.get(type(node))
    return write(node) if write else None


def _name(node: ast.Name) -> str:
    return node.id


def _constant(node: ast.Constant) -> str | None:
    value = node.value
    if value is ...:
        return "..."
    is_plain = value is None or isinstance(value, (str, int))
    return repr(value) if is_plain and node.kind is None else None


def _attribute(node: ast.Attribute) -> str | None:
    owner = _known(node.value) if isinstance(node.value, DOTTED) else None
    return owner and f"{owner}.{node.attr}"


def _subscript(node: ast.Subscript) -> str | None:
    generic = _known(node.value) if isinstance(node.value, DOTTED) else None
    parameters = generic and _parameters(node.slice)
    return parameters and f"{generic}[{parameters}]"


def _parameters(inner: ast.expr) -> str | None:
    if not isinstance(inner, ast.Tuple):
        return _known(inner)
    return _joined([_known(part) for part in inner.elts]) if len(inner.elts) > 1 else None


def _call(node: ast.Call) -> str | None:
    function = _known(node.func) if isinstance(node.func, DOTTED) else None
    if function is None:
        return None
    given = [unparse(argument) for argument in node.args]
    for keyword in node.keywords:
        start = f"{keyword.arg}=" if keyword.arg else "**"
        given.append(start + unparse(keyword.value))
    return f"{function}({', '.join(given)})"


def _union(node: ast.BinOp) -> str | None:
    if not isinstance(node.op, ast.BitOr) or isinstance(node.right, ast.BinOp):
        return None
    left, right = _known(node.left), _known(node.right)
    return left and right and f"{left} | {right}"


def _joined(texts: list[str | None]) -> str | None:
    known = [text for text in texts if text]
    return ", ".join(known) if len(known) == len(texts) else None


WRITERS: dict[type[ast.AST], Callable[[Any], str | None]] = {
    ast.Name: _name,
    ast.Constant: _constant,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Call: _call,
    ast.BinOp: _union,
}
