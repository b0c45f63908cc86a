"""Whether an edited file differs from the one before in nothing but what was edited."""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING

from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from housestyle_core.fix.text import Range, Text

START = attrgetter("start")


class Version(Record):
    """A file before or after edits, and the parts of it that were edited, sorted."""

    text: Text
    tree: ast.Module
    edited: Sequence[Range]

    def range(self, node: object) -> Range | None:
        """Where a node is; None for what has no place of its own, such as arguments."""
        if isinstance(node, ast.AST) and hasattr(node, "lineno"):
            return self.text.range(node)  # type: ignore[arg-type]
        return None

    def kept(self, value: object) -> list[object]:
        """What a field of a node holds but for None, and for nodes that were edited as a whole."""
        values = value if isinstance(value, list) else [value]
        return [item for item in values if item is not None and not self._is_edited(item)]

    def _is_edited(self, node: object) -> bool:
        place = self.range(node)
        if place is None:
            return False
        last = bisect_right(self.edited, place.start, key=START) - 1
        return last >= 0 and self.edited[last].covers(place)

    def has_edits(self, place: Range) -> bool:
        """Whether a part of what is at a place was edited."""
        first = bisect_left(self.edited, place.start, key=START)
        return first < len(self.edited) and place.covers(self.edited[first])


def differs_elsewhere(old: Version, new: Version) -> ast.AST | None:
    """A node of the old tree that became another without being edited; None if there is none."""
    pending: list[tuple[ast.AST, ast.AST]] = [(old.tree, new.tree)]
    while pending:
        one, other = pending.pop()
        if one.__class__ is not other.__class__:
            return one
        place, new_place = old.range(one), new.range(other)
        may_change = place is not None and old.has_edits(place)
        if place and new_place and not may_change:
            if old.text.raw[slice(*place)] != new.text.raw[slice(*new_place)]:
                return one
            continue  # nodes of one class with the same source are the same
        for field in one._fields:
            below = old.kept(getattr(one, field, None)), new.kept(getattr(other, field, None))
            if len(below[0]) != len(below[1]):
                return one
            for left, right in zip(*below, strict=True):
                if isinstance(left, ast.AST) and isinstance(right, ast.AST):
                    pending.append((left, right))
                elif (left.__class__, left) != (right.__class__, right) and not may_change:
                    return one
    return None
