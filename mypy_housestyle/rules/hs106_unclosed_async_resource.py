"""Async resource that nothing closes, by the type of what opens it

An HTTP client, a database session, a connection or an async file gives back what it holds only when
its closing is awaited: no destructor can do that. Types tell that a class inherits from a client,
and what a factory or a pool in another module opens.

## Bad
    import httpx

    class Api(httpx.AsyncClient):
        pass

    async def read(url: str) -> str:
        api = Api()
        return (await api.get(url)).text

## Good
    import httpx

    class Api(httpx.AsyncClient):
        pass

    async def read(url: str) -> str:
        async with Api() as api:
            return (await api.get(url)).text

## Fix
None: what belongs into the block is the author's choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n

from housestyle_core.facts.async_resources import Kind, Options, find_resource, is_borrower
from housestyle_core.facts.async_resources import written_names as words
from housestyle_core.facts.unclosed import unclosed
from mypy_housestyle.facts.source import source_of
from mypy_housestyle.report import Finding
from mypy_housestyle.walk import statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.config import Settings
    from mypy_housestyle.call import Call, Callee

__all__ = ["Options", "check_call", "wanted", "words"]


def wanted(callee: Callee, _: Settings, options: Options) -> Kind | None:
    """What a call opens that must be closed, if anything."""
    return find_resource(callee.names, options)


def check_call(call: Call, kind: Kind, _: Options) -> Iterator[Finding]:
    function = call.checker.scope.current_function()
    if function is not None and _is_passed_on(call.node, function):
        return
    source = source_of(call.checker.tree, call.settings)
    written = source and source.call(call.node)
    if (
        written
        and not is_borrower(written[0])
        and (message := unclosed(written[0], kind, written[1]))
    ):
        yield Finding(call.node, message)


def _is_passed_on(opened: n.Expression, function: n.FuncItem) -> bool:
    """Whether a `with` enters what a call in a function opens, or a `return` gives it."""
    for statement in statements(function):
        taken: list[n.Expression | None] = []
        if isinstance(statement, n.WithStmt):
            taken = [*statement.expr]
        elif isinstance(statement, n.ReturnStmt):
            taken = [statement.expr]
        for item in taken:
            if (item.expr if isinstance(item, n.AwaitExpr) else item) is opened:
                return True
    return False
