"""How a message names a source of external data, and what to write in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n

from mypy_housestyle.facts.signatures import name_of
from mypy_housestyle.facts.source import UNSAID, source_of

if TYPE_CHECKING:
    from housestyle_core.facts.external_sources import Family
    from mypy_housestyle.call import Call


def words_for(call: Call, family: Family) -> tuple[str, str]:
    """The source as a message names it, and what to write in its place."""
    source = source_of(call.checker.tree, call.settings)
    node = call.node
    function = node.callee if isinstance(node, n.CallExpr) else node
    owner = function.expr if isinstance(function, n.MemberExpr) else None
    argument = node.args[0] if isinstance(node, n.CallExpr) and node.args else None

    def text(part: n.Expression | None) -> str:
        return source.text(part) if source and part else UNSAID

    write = family.instead.format(
        call=f"await {text(node)}" if call.is_awaitable else text(node),
        function=text(function),
        owner=text(owner),
        argument=text(argument),
    )
    if isinstance(node, n.CallExpr):
        return f"{name_of(owner)}.{name_of(function)}".removeprefix("."), write
    return text(node), write
