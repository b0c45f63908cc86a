"""Strings that the source spells out, through names that are bound once."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.written_types import Follow, followed_nowhere

if TYPE_CHECKING:
    from collections.abc import Iterable

    from housestyle_core.tree.scopes import Binding, Scope

DEPTH = 8


def constant_text(
    value: ast.expr | None, scope: Scope, follow: Follow = followed_nowhere, depth: int = 0
) -> str | None:
    """The string that an expression of `scope` is; None where the files do not tell.

    `follow` looks into other modules.
    """
    match value:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return _joined(_formatted(part, scope, follow, depth) for part in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _joined(constant_text(side, scope, follow, depth) for side in (left, right))
        case ast.Name(id=name) if depth < DEPTH and (found := scope.find(name)):
            around, bindings = found
            if len(bindings) == 1 and _is_plain(bindings[0]):
                return constant_text(bindings[0].value, around, follow, depth + 1)
    is_name = isinstance(value, ast.Name | ast.Attribute) and depth < DEPTH
    target = scope.resolve(value) if value and is_name else None
    further = follow(target, scope) if target else None
    return constant_text(*further, follow, depth + 1) if further else None


def _is_plain(binding: Binding) -> bool:
    return isinstance(binding.node, ast.Assign | ast.AnnAssign)


def _formatted(part: ast.expr, scope: Scope, follow: Follow, depth: int) -> str | None:
    match part:
        case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
            return constant_text(value, scope, follow, depth)
        case ast.FormattedValue():
            return None
    return constant_text(part, scope, follow, depth)


def _joined(parts: Iterable[str | None]) -> str | None:
    found = [*parts]
    known = [part for part in found if part is not None]
    return "".join(known) if len(known) == len(found) else None
