"""Where exactly the code is that mypy knows as a node, where its older parser does not say.

To that parser, which Python's own is behind, types end nowhere or, quoted, as if the quotes were a
file, and what stands in an f-string begins at its brace.
"""

from __future__ import annotations

import ast
from itertools import chain
from typing import TYPE_CHECKING

from mypy.types import Type

from mypy_housestyle.facts.source import source_of

if TYPE_CHECKING:
    from mypy.checker import TypeChecker
    from mypy.nodes import Context as Place

    from housestyle_core.config import Settings
    from mypy_housestyle.facts.source import Source


def exact_place(node: Place, checker: TypeChecker, settings: Settings) -> Place:
    """The place of a node of the module that is checked, from its source where that has to tell."""
    if getattr(checker.options, "native_parser", False):
        return node
    source = source_of(checker.tree, settings)
    if source is None:
        return node
    if isinstance(node, Type):
        written = _annotation_at(node, source)
    else:
        found = source.call(node) or source.loop(node)
        written = found[0] if found else None
    return source.place(written) if written else node


def _annotation_at(node: Place, source: Source) -> ast.expr | None:
    """The whole annotation that begins where a type does."""
    start = node.line, node.column
    found = [
        written
        for written in chain.from_iterable(region[0] for region in source.file.regions)
        if isinstance(written, ast.expr) and (written.lineno, written.col_offset) == start
    ]
    return max(found, key=_end, default=None)


def _end(node: ast.expr) -> tuple[int, int]:
    return node.end_lineno or node.lineno, node.end_col_offset or 0
