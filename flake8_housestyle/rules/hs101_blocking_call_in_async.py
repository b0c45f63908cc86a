"""Blocking call in async code

While the call waits, nothing else runs on the event loop: every other request, timeout and
heartbeat of the process waits with it. What blocks is known by the name that imports and aliases
lead to, and by the class that a receiver has in this file: constructed, annotated, opened by
`with`, kept in `self`. Receivers whose class another file tells are seen by the mypy half.

## Bad
    import time
    from pathlib import Path

    async def read_later(path: Path) -> str:
        time.sleep(1)
        return path.read_text()

## Good
    import asyncio
    from pathlib import Path

    async def read_later(path: Path) -> str:
        await asyncio.sleep(1)
        return await asyncio.to_thread(path.read_text)

## Fix
None yet.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.blocking.lookup import Options
from housestyle_core.facts.blocking.threads import async_library
from housestyle_core.facts.blocking.uses import blocking_uses
from housestyle_core.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context, File

__all__ = ["Options", "check"]


def applies(file: File, _: Options) -> bool:
    """Whether anything in the file runs in the event loop."""
    return ast.AsyncFunctionDef in file.kinds


def check(
    node: ast.Call | ast.For | ast.comprehension | ast.With, context: Context, options: Options
) -> Iterator[Finding]:
    if not context.in_async:
        return
    for place, found in blocking_uses(node, context, options):
        yield Finding(place, found.message(async_library(context.file)))
