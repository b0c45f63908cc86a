"""An HTTP client that the project did not choose

Each HTTP client has its own time-outs, errors, retries, pools and test doubles. A project with two
configures and mocks both, and what is learnt of one is wrong of the other.

The rule waits for `allowed`. Reported is the import of another client where the file makes requests
with it; exceptions and types of one are free to use. A synchronous client counts where an allowed
one can take its place: in sync code that is `httpx` alone. Where only `aiohttp` is allowed, what
knows no async code at all (`requests`) is left to `sync-library`.

Left alone are a client that is handed to another library, one that calls an application through a
`transport`, a file that opens web sockets with `aiohttp`, tests and copies of other code.

## Configuration
    [tool.housestyle.rules.http-client-library]
    allowed = ["httpx"]

## Bad
    import aiohttp


    async def load(url: str) -> str:
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            return await response.text()

## Good
    import httpx


    async def load(client: httpx.AsyncClient, url: str) -> str:
        response = await client.get(url)
        return response.text

## Fix
None: requests, errors and time-outs are written differently.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.facts.async_reach import serves_async
from housestyle_core.facts.http_clients import (
    SYNC_CLIENT,
    Client,
    async_clients,
    http_clients,
)
from housestyle_core.facts.library_use import is_for_somebody_else, uses
from housestyle_core.facts.modules import is_test
from housestyle_core.facts.packages import is_vendored
from housestyle_core.finding import Finding
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.facts.library_use import Use
    from housestyle_core.tree.context import Context, File

SOCKET = "ws_connect"
NETWORK_TRANSPORTS = ("httpx.AsyncHTTPTransport", "httpx.HTTPTransport")


class Options(Record):
    """`allowed`: the HTTP clients of the project; without one the rule is silent."""

    allowed: tuple[Client, ...] = ()


def applies(file: File, options: Options) -> bool:
    """Whether there is a choice, and the file imports an HTTP client outside tests."""
    is_elsewhere = is_test(file.relative) or is_vendored(file.relative) or file.is_stub
    return bool(options.allowed) and not is_elsewhere and file.can_reach(http_clients())


def check(_: ast.Module, context: Context, options: Options) -> Iterator[Finding]:
    told = set()
    for use in uses(context.file, http_clients()):
        library, _is_async = http_clients()[use.name]
        instead = _instead(use, options.allowed)
        if library not in options.allowed and instead and use.origin not in told:
            told.add(use.origin)
            fault = f"`{library}` is not the HTTP client of this project"
            yield Finding(use.origin, f"{fault}: use {instead}")


def _instead(use: Use, allowed: tuple[Client, ...]) -> str | None:
    """The allowed client that can take the place of this one, if one can."""
    library, is_async = http_clients()[use.name]
    if is_for_somebody_else(use) or _does_more(use):
        return None
    if is_async or serves_async(use.call, use.context):
        is_other_rule = library != "httpx" and not is_async and "httpx" not in allowed
        return None if is_other_rule else async_clients(allowed)
    return SYNC_CLIENT if "httpx" in allowed else None


def _does_more(use: Use) -> bool:
    """Whether it calls an application in memory, or opens web sockets: other clients cannot."""
    return _opens_sockets(use.context.file.tree) or any(
        given.arg in ("app", "transport") and not _is_over_network(given.value, use.context)
        for given in use.call.keywords
    )


@lru_cache(maxsize=1)
def _opens_sockets(tree: ast.Module) -> bool:
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return any(isinstance(called, ast.Attribute) and called.attr == SOCKET for called in calls)


def _is_over_network(transport: ast.expr, context: Context) -> bool:
    made = transport.func if isinstance(transport, ast.Call) else transport
    return context.resolve(made) in NETWORK_TRANSPORTS
