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

from itertools import chain
from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.server.subexpr import get_subexpressions

from housestyle_core.facts.async_resources import Kind, Options, find_resource, is_borrower
from housestyle_core.facts.async_resources import written_names as words
from housestyle_core.facts.resource_uses import CLOSERS, ENTERERS
from housestyle_core.facts.unclosed import unclosed
from mypy_housestyle.facts.source import source_of
from mypy_housestyle.report import Finding
from mypy_housestyle.walk import statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.config import Settings
    from mypy_housestyle.call import Call, Callee

__all__ = ["Options", "check_call", "wanted", "words"]

CLOSING = CLOSERS | ENTERERS


def wanted(callee: Callee, _: Settings, options: Options) -> Kind | None:
    """What a call opens that must be closed, if anything."""
    return find_resource(callee.names, options)


def check_call(call: Call, kind: Kind, _: Options) -> Iterator[Finding]:
    function = call.checker.scope.current_function()
    if function is not None and _is_taken_care_of(call.node, function, call.checker.tree):
        return
    source = source_of(call.checker.tree, call.settings)
    written = source and source.call(call.node)
    if (
        written
        and not is_borrower(written[0])
        and (message := unclosed(written[0], kind, written[1]))
    ):
        yield Finding(call.node, message)


def _is_taken_care_of(opened: n.Expression, function: n.FuncItem, tree: n.MypyFile) -> bool:
    """Whether mypy's nodes tell what becomes of what a call in a function opens.

    A `with` enters it, a `return` gives it, or it is in an attribute that something closes.
    """
    for statement in statements(function):
        taken: list[n.Expression | None] = []
        match statement:
            case n.WithStmt(expr=managers):
                taken = [*managers]
            case n.ReturnStmt(expr=value):
                taken = [value]
            case n.AssignmentStmt(lvalues=[n.MemberExpr(name=name)], rvalue=value) if (
                _plain(value) is opened
            ):
                return _is_closed(name, tree)
        if any(_plain(item) is opened for item in taken):
            return True
    return False


def _plain(value: n.Expression | None) -> n.Expression | None:
    return value.expr if isinstance(value, n.AwaitExpr) else value


def _is_closed(attribute: str, tree: n.MypyFile) -> bool:
    """Whether anything in a module closes or enters an attribute of that name."""
    closing = (
        part.expr
        for part in get_subexpressions(tree)
        if isinstance(part, n.MemberExpr) and part.name in CLOSING
    )
    managers = (
        manager
        for statement in statements(tree)
        if isinstance(statement, n.WithStmt)
        for manager in statement.expr
    )
    return any(
        isinstance(used, n.MemberExpr) and used.name == attribute
        for used in chain(closing, managers)
    )
