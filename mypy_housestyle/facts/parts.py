"""What a part of a text, or of a row, says of the whole."""

from __future__ import annotations

import mypy.nodes as n

from mypy_housestyle.facts.signatures import name_of

TAKING_APART = frozenset({"split", "rsplit", "splitlines", "partition", "rpartition"})
CLEANING = frozenset({"decode", "strip", "lstrip", "rstrip", "lower", "upper", "replace"})
MAPPED = frozenset({"_mapping", "_asdict"})


def takes_apart(part: n.Expression) -> bool:
    """Whether a subscript or method of a text looks for something in it."""
    return isinstance(part, n.IndexExpr) or _called_method(part) in TAKING_APART


def cleans(part: n.Expression) -> bool:
    """Whether a method of a text gives the same text in another form."""
    return _called_method(part) in CLEANING


def is_first_column(part: n.Expression) -> bool:
    """Whether the first column of a row is read: the only one, as a rule."""
    index = part.index if isinstance(part, n.IndexExpr) else None
    return isinstance(index, n.IntExpr) and not index.value


def is_mapped(part: n.Expression) -> bool:
    """Whether an attribute or method of a row gives the row as a mapping."""
    return name_of(part) in MAPPED or _called_method(part) in MAPPED


def _called_method(part: n.Expression) -> str:
    return name_of(part.callee) if isinstance(part, n.CallExpr) else ""
