"""What is said of routes that never answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from housestyle_core.tree.excerpt import cut

if TYPE_CHECKING:
    from housestyle_core.facts.route_table.conflicts import Conflict


def shadowed_message(conflict: Conflict) -> str:
    """What is said of a route that one with another path wins over."""
    winner = cut(conflict.earlier.path.text)
    return (
        f"{_fault(conflict)}, behind `{winner}` on {_place(conflict)}: register it before that one"
    )


def duplicate_message(conflict: Conflict) -> str:
    """What is said of a route whose path an earlier one has."""
    fault = f"{_fault(conflict)}, for {_place(conflict)} registers it too"
    return f"{fault}: remove one of them, or change its path"


def _fault(conflict: Conflict) -> str:
    methods = " and ".join(sorted(conflict.methods))
    return f"`{cut(f'{methods} {conflict.route.path.text}')}` is never reached"


def _place(conflict: Conflict) -> str:
    """Where the earlier route is: its line, or its function in another file, which may move."""
    earlier = conflict.earlier.route
    file, handler = earlier.context.file, earlier.handler
    if conflict.route.route.context.file.tree is file.tree:
        return f"line {earlier.written.lineno}"
    return f"`{handler.name}` of {file.relative}" if handler else f"{file.relative}"
