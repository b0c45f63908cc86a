"""HTTP client that is opened for a single request

A client is a pool of connections. One that a function opens for its only request connects anew each
time: a look-up of the name, TCP, TLS, and the slow start of a fresh connection. One client for the
application, opened where it starts, keeps connections for all of them.

Left alone are scripts, tests and code that runs once (`main`, `lifespan`, a cached function), a
client that serves several requests or is handed on, and one whose own settings (proxy, certificate,
transport, cookies) differ from call to call. Functions such as `requests.get`, which open a client
too, are reported in loops; `functions = "everywhere"` reports each.

## Bad
    import httpx

    async def read(url: str) -> str:
        async with httpx.AsyncClient() as client:
            response = await client.get(url)
        return response.text

## Good
    import httpx

    async def read(client: httpx.AsyncClient, url: str) -> str:
        response = await client.get(url)
        return response.text

## Fix
None: the client has to come from the caller.
"""

from __future__ import annotations

import ast  # noqa: TC003 (`check` is registered by its annotation)
from typing import TYPE_CHECKING

from housestyle_core.facts.blocking.public_names import names_written
from housestyle_core.facts.client_lifetimes import (
    CLIENTS,
    FUNCTIONS,
    Options,
    find_client,
    is_for_each,
    may_repeat,
    message,
    runs_often,
    serves_one_request,
)
from housestyle_core.finding import Finding
from housestyle_core.tree.excerpt import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context, File

__all__ = ["Options", "about", "applies", "check"]


def applies(file: File, options: Options) -> bool:
    """Whether a file of a program that goes on can make a request."""
    return file.can_reach((*CLIENTS, *FUNCTIONS, *options.clients)) and may_repeat(file)


def about(options: Options) -> frozenset[str]:
    return names_written((*CLIENTS, *FUNCTIONS, *options.clients))


def check(node: ast.Call, context: Context, options: Options) -> Iterator[Finding]:
    name = context.resolve(node.func)
    if name in FUNCTIONS:
        is_found = _is_reported(node, context, options)
    else:
        is_found = bool(find_client((name or "",), options)) and serves_one_request(node, context)
    if is_found:
        yield Finding(node, message(excerpt(node.func)))


def _is_reported(call: ast.Call, context: Context, options: Options) -> bool:
    """Whether the options want a function reported that opens a client of its own."""
    if options.functions == "nowhere" or not runs_often(call, context):
        return False
    return options.functions == "everywhere" or is_for_each(call, context)
