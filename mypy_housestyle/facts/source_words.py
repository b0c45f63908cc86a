"""How a message names a source of external data, and what to write in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n

from housestyle_core.tree.source import UnreadableError
from mypy_housestyle.facts.shadows import lines_of
from mypy_housestyle.facts.signatures import name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from housestyle_core.facts.external_sources import Family
    from mypy_housestyle.call import Call

SHORT = 40
UNSAID = "..."


def words_for(call: Call, family: Family) -> tuple[str, str]:
    """The source as a message names it, and what to write in its place."""
    lines = _lines(call.checker.tree.path)
    node = call.node
    function = node.callee if isinstance(node, n.CallExpr) else node
    owner = function.expr if isinstance(function, n.MemberExpr) else None
    argument = node.args[0] if isinstance(node, n.CallExpr) and node.args else None
    write = family.instead.format(
        call=f"await {_text(node, lines)}" if call.is_awaitable else _text(node, lines),
        function=_text(function, lines),
        owner=_text(owner, lines),
        argument=_text(argument, lines),
    )
    if isinstance(node, n.CallExpr):
        return f"{name_of(owner)}.{name_of(function)}".removeprefix("."), write
    return _text(node, lines), write


def _lines(path: str) -> Sequence[str]:
    try:
        return lines_of(path)
    except UnreadableError:
        return ()


def _text(node: n.Expression | None, lines: Sequence[str]) -> str:
    """The code of a node on one line; `...` where it is long or mypy's columns mislead."""
    rows = [*lines[node.line - 1 : node.end_line]] if node else []
    if node is None or not rows or node.end_column is None or not "".join(rows).isascii():
        return UNSAID
    rows[-1] = rows[-1][: node.end_column]
    rows[0] = rows[0][node.column :]
    text = " ".join("".join(rows).split())
    return text if 0 < len(text) <= SHORT else UNSAID
