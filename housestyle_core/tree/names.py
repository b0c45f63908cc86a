"""The last part of a dotted name, by which most nodes can be told apart at once."""

from __future__ import annotations

import ast
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def known_as(node: Any) -> str | None:
    """The last name of an expression, or of what it calls, subscripts or awaits; None without."""
    kind = node.__class__
    if kind is ast.Await:
        node = node.value
        kind = node.__class__
    if kind is ast.Call:
        node = node.func
    elif kind is ast.Subscript:
        node = node.value
    if node.__class__ is ast.Name:
        return node.id
    return node.attr if node.__class__ is ast.Attribute else None


def name_getter(kind: type[ast.AST]) -> Callable[[Any], str | None]:
    """What does `known_as` for one type of node."""
    if kind is ast.Name:
        return attrgetter("id")
    return attrgetter("attr") if kind is ast.Attribute else known_as


def last_names(names: Iterable[str]) -> frozenset[str]:
    """The last part of each dotted name: `sleep` of `time.sleep`."""
    return frozenset(name.rpartition(".")[2] for name in names)
