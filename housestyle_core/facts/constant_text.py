"""Strings that the file spells out, through names that are bound once."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from housestyle_core.tree.scopes import Scope

DEPTH = 5


def constant_text(value: ast.expr | None, scope: Scope, depth: int = 0) -> str | None:
    """The string that an expression of `scope` is; None where the file does not tell."""
    match value:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return _joined([_formatted(part, scope, depth) for part in parts])
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _joined([constant_text(side, scope, depth) for side in (left, right)])
        case ast.Name(id=name) if depth < DEPTH and (found := scope.find(name)):
            around, bindings = found
            is_plain = len(bindings) == 1 and isinstance(
                bindings[0].node, ast.Assign | ast.AnnAssign
            )
            return constant_text(bindings[0].value, around, depth + 1) if is_plain else None
    return None


def _formatted(part: ast.expr, scope: Scope, depth: int) -> str | None:
    match part:
        case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
            return constant_text(value, scope, depth)
        case ast.FormattedValue():
            return None
    return constant_text(part, scope, depth)


def _joined(parts: list[str | None]) -> str | None:
    known = [part for part in parts if part is not None]
    return "".join(known) if len(known) == len(parts) else None
