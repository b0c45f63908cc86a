"""Async resource that nothing closes

An HTTP client, a database session, a connection or an async file gives back what it holds only when
its closing is awaited: no destructor can do that. `async with` closes it also when the code in
between raises, which a `close()` as the last statement does not.

Left alone is what something else may close: what is returned, yielded, given to a call, put into a
container, kept by the module or in an attribute that the file closes, or closed in a `finally` or a
callback. Clients that close themselves (`AsyncOpenAI`) and an SQLAlchemy engine, which lives as
long as the application, need no `async with`.

## Bad
    import httpx

    async def read(url: str) -> str:
        client = httpx.AsyncClient()
        response = await client.get(url)
        await client.aclose()
        return response.text

## Good
    import httpx

    async def read(url: str) -> str:
        async with httpx.AsyncClient() as client:
            response = await client.get(url)
            return response.text

## Fix
None: what belongs into the block is the author's choice.
"""

from __future__ import annotations

import ast  # noqa: TC003 (`check` is registered by its annotation)
from typing import TYPE_CHECKING

from housestyle_core.facts.async_resources import FACTORY, RESOURCES, Options, opened
from housestyle_core.facts.async_resources import written_names as about
from housestyle_core.facts.unclosed import unclosed
from housestyle_core.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context, File

__all__ = ["Options", "about", "about_any", "applies", "check"]


def applies(file: File, options: Options) -> bool:
    """Whether the file can open anything that must be closed."""
    return not file.is_stub and file.can_reach((*RESOURCES, *options.extra))


def about_any(file: File, _: Options) -> bool:
    """Whether the file makes factories, which may have any name."""
    return file.imports("sqlalchemy") and FACTORY in "".join(file.lines)


def check(node: ast.Call, context: Context, options: Options) -> Iterator[Finding]:
    kind = opened(node, context, options)
    if kind and (message := unclosed(node, kind, context)):
        yield Finding(node, message)
