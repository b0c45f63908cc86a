"""Whether an edited file differs from the one before in nothing but what was edited."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from housestyle_core.fix.text import Range, Text


class Version(NamedTuple):
    """A file before or after edits, and the parts of it that were edited."""

    text: Text
    tree: ast.Module
    edited: Sequence[Range]

    def is_edited(self, node: object) -> bool:
        """Whether the whole of a node was edited."""
        place = self._range(node)
        return place is not None and any(part.covers(place) for part in self.edited)

    def has_edits(self, node: ast.AST) -> bool:
        """Whether a part of a node was edited."""
        place = self._range(node)
        return place is not None and any(place.covers(part) for part in self.edited)

    def _range(self, node: object) -> Range | None:
        if isinstance(node, ast.AST) and hasattr(node, "lineno"):
            return self.text.range(node)  # type: ignore[arg-type]
        return None


def differs_elsewhere(old: Version, new: Version) -> ast.AST | None:
    """A node of the old tree that became another without being edited; None if there is none."""
    pending: list[tuple[ast.AST, ast.AST]] = [(old.tree, new.tree)]
    while pending:
        one, other = pending.pop()
        if one.__class__ is not other.__class__:
            return one
        may_change = old.has_edits(one)
        for field in one._fields:
            value, new_value = getattr(one, field, None), getattr(other, field, None)
            below = _kept(value, old), _kept(new_value, new)
            if len(below[0]) != len(below[1]):
                return one
            for left, right in zip(*below, strict=True):
                if isinstance(left, ast.AST) and isinstance(right, ast.AST):
                    pending.append((left, right))
                elif (left.__class__, left) != (right.__class__, right) and not may_change:
                    return one
    return None


def _kept(value: object, version: Version) -> list[object]:
    """What a field of a node holds but for the nodes that were edited as a whole."""
    values = value if isinstance(value, list) else [value]
    return [item for item in values if not version.is_edited(item)]
