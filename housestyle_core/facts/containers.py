"""What containers hold, by their annotations."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.annotated import annotated_type
from housestyle_core.record import Record

if TYPE_CHECKING:
    from housestyle_core.tree.context import Context

MAPPINGS = frozenset({"defaultdict", "dict", "mapping", "mutablemapping", "ordereddict"})
SERIES = frozenset(
    {
        *("abstractset", "asyncgenerator", "asynciterable", "asynciterator", "collection"),
        *("deque", "frozenset", "generator", "iterable", "iterator", "list"),
        *("mutablesequence", "sequence", "set"),
    }
)


class Contents(Record):
    """What iterating over a container gives, and what looking into it does."""

    item: str | None = None
    value: str | None = None


def contents(annotation: ast.expr | None, context: Context) -> Contents:
    """What a container of that annotation holds, `None` beside it or not."""
    match annotation:
        case ast.BinOp(left=ast.Subscript() as container, right=ast.Constant(value=None)):
            return contents(container, context)
        case ast.Subscript(value=generic, slice=arguments):
            name = (context.resolve(generic) or "").rpartition(".")[2].lower()
            elements = arguments.elts if isinstance(arguments, ast.Tuple) else [arguments]
            return _contents(name, elements, context)
    return Contents()


def _contents(name: str, elements: list[ast.expr], context: Context) -> Contents:
    is_series = name == "tuple" and isinstance(elements[-1], ast.Constant)
    if name in SERIES or is_series:
        item = annotated_type(elements[0], context)
        return Contents(item, item)
    if name in MAPPINGS and len(elements) == 2:  # noqa: PLR2004 - keys and values
        return Contents(*(annotated_type(element, context) for element in elements))
    return Contents()
