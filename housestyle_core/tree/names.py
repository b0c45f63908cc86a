"""The last part of a dotted name, by which most nodes can be told apart at once."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


def known_as(node: Any) -> str | None:
    """The last name of an expression, or of what it calls or subscripts; None for anything else."""
    kind = node.__class__
    if kind is ast.Call:
        node = node.func
    elif kind is ast.Subscript:
        node = node.value
    if node.__class__ is ast.Name:
        return node.id
    return node.attr if node.__class__ is ast.Attribute else None


def last_names(names: Iterable[str]) -> frozenset[str]:
    """The last part of each dotted name: `sleep` of `time.sleep`."""
    return frozenset(name.rpartition(".")[2] for name in names)
