"""HTTP client that is opened for a single request, by its type

A client is a pool of connections. One that a function opens for its only request connects anew each
time: a look-up of the name, TCP, TLS, and the slow start of a fresh connection. Types tell that a
class inherits from a client.

## Bad
    import httpx

    class Api(httpx.AsyncClient):
        pass

    async def read(url: str) -> str:
        async with Api() as api:
            response = await api.get(url)
        return response.text

## Good
    import httpx

    class Api(httpx.AsyncClient):
        pass

    async def read(api: Api, url: str) -> str:
        response = await api.get(url)
        return response.text

## Fix
None: the client has to come from the caller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n

from housestyle_core.facts.blocking.public_names import names_written
from housestyle_core.facts.client_lifetimes import (
    CLIENTS,
    Options,
    find_client,
    may_repeat,
    message,
    serves_one_request,
)
from housestyle_core.tree.excerpt import excerpt
from mypy_housestyle.facts.source import source_of
from mypy_housestyle.report import Finding
from mypy_housestyle.walk import statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.config import Settings
    from mypy_housestyle.call import Call, Callee

__all__ = ["Options", "check_call", "wanted", "words"]


def words(options: Options) -> frozenset[str]:
    return names_written((*CLIENTS, *options.clients))


def wanted(callee: Callee, _: Settings, options: Options) -> str | None:
    """The client class that a call constructs, if it does."""
    return find_client(callee.names, options)


def check_call(call: Call, _: str, __: Options) -> Iterator[Finding]:
    if not _is_entered(call):
        return
    source = source_of(call.checker.tree, call.settings)
    written = source and source.call(call.node)
    if written and may_repeat(written[1].file) and serves_one_request(*written):
        yield Finding(call.node, message(excerpt(written[0].func)))


def _is_entered(call: Call) -> bool:
    """Whether a `with` of a function enters what a call gives, under a name."""
    function = call.checker.scope.current_function()
    return function is not None and any(
        manager is call.node and isinstance(target, n.NameExpr)
        for statement in statements(function)
        if isinstance(statement, n.WithStmt)
        for manager, target in zip(statement.expr, statement.target, strict=True)
    )
