"""Independent reads that are awaited one after another

Two requests that know nothing of each other take as long as both together when the second starts
after the first has ended. `asyncio.gather` (or an `asyncio.TaskGroup`, where the failure of one
shall stop the others) runs them at the same time.

Reported is only what provably changes nothing, has no order and can run at once: GET requests of
one or several HTTP clients and reads of files, in statements that stand directly behind each other.
Queries never are: a database session serves one at a time, also in a transaction. `reads` names
functions of the project that only read, and `min-run` how many make a finding.

## Bad
    import httpx

    async def load(client: httpx.AsyncClient) -> tuple[str, str]:
        user = await client.get("/user")
        rates = await client.get("/rates")
        return user.text, rates.text

## Good
    import asyncio
    import httpx

    async def load(client: httpx.AsyncClient) -> tuple[str, str]:
        user, rates = await asyncio.gather(client.get("/user"), client.get("/rates"))
        return user.text, rates.text

## Fix
None: whether the peer allows several requests at once is not in the code.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.independent_awaits import READS, TO_THREAD, Options, row_from
from housestyle_core.finding import Finding
from housestyle_core.tree.excerpt import cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context, File

__all__ = ["Options", "applies", "check"]


def applies(file: File, options: Options) -> bool:
    """Whether the file awaits anything that is known to be a read."""
    names = (*READS, *TO_THREAD, *options.reads)
    return ast.Await in file.kinds and file.can_reach(names)


def check(node: ast.Await, context: Context, options: Options) -> Iterator[Finding]:
    if not context.in_async or (row := row_from(node, context, options)) is None:
        return
    if len(row) >= options.min_run:
        calls = cut(", ".join(f"{ast.unparse(step.call.func)}(...)" for step in row))
        yield Finding(
            node,
            f"these {len(row)} awaits wait for each other and need not: "
            f"write `await asyncio.gather({calls})`",
        )
