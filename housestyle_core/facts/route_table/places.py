"""Where a statement runs, and what has run before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from housestyle_core.record import Record

if TYPE_CHECKING:
    import ast

    from housestyle_core.tree.context import Context

BLOCKS = ("body", "cases", "finalbody", "handlers", "orelse")


class Place(Record):
    """Where a statement runs: its blocks, innermost first, and what it comes behind in them."""

    blocks: tuple[tuple[ast.AST, str], ...]
    order: tuple[int, int]

    def runs_before(self, other: Place) -> bool:
        """Whether this has run whenever the other does, each time that it does."""
        return self.order < other.order and self.blocks[0] in other.blocks


def place_of(call: ast.AST, order: tuple[int, int], context: Context) -> Place:
    """Where a call stands among the blocks of the file."""
    blocks: list[tuple[ast.AST, str]] = []
    inner = call
    for above in context.parents(call):
        for field in BLOCKS:
            block = getattr(above, field, None)
            if isinstance(block, list) and inner in block:
                blocks.append((above, field))
        inner = above
    return Place(tuple(blocks), order)
