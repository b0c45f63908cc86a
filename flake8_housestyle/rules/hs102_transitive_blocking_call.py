"""Blocking call behind the project's own functions

An `async def` that calls a plain function stands still as long as that function does, however deep
in it the call that waits is. The finding is at the asynchronous code's call, where the remedy
belongs, and begins with the cause, for fifty callers of one helper have one.

Calls, constructors, properties, `with`, loops, subscripts and `len` are followed, through methods,
decorators and recursion; a generator runs where it is iterated. Chains inside one file are seen by
flake8, those across modules by mypy. What HS101 allows and adds counts here too. A cached function
is reported, for its first call blocks. Left alone are code that runs at import, start-up, shutdown
and commands as HS101 knows them, and what a plain function does only until it has kept what comes
of it, as below `if self._table is None:`.

## Bad
    import time

    def pause() -> None:
        time.sleep(1)

    async def retry() -> None:
        pause()

## Good
    import asyncio
    import time

    def pause() -> None:
        time.sleep(1)

    async def retry() -> None:
        await asyncio.to_thread(pause)

## Fix
None: whether a thread may run the function is for you to say.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.blocking.chains import Options
from housestyle_core.facts.blocking.file_chains import blocking_chains
from housestyle_core.facts.blocking.lookup import options_of
from housestyle_core.facts.blocking.narrowing import is_ruled_out
from housestyle_core.facts.blocking.threads import async_library, runs_in_thread
from housestyle_core.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context, File

__all__ = ["Options", "applies", "check"]


def applies(file: File, _: Options) -> bool:
    """Whether anything in the file runs on the event loop, and calls something that does not."""
    return {ast.AsyncFunctionDef, ast.FunctionDef} <= file.kinds


def check(_: ast.Module, context: Context, options: Options) -> Iterator[Finding]:
    file = context.file
    library = async_library(file.imports)
    for use, at, chain in blocking_chains(file, options, options_of(file.settings)):
        is_ruled_out_here = is_ruled_out(use.place, chain.owner, at)
        if not is_ruled_out_here and not runs_in_thread(use.place, at, lazy=True):
            message = chain.message(chain.steps[0].module, library, called=use.called)
            yield Finding(use.place, message)
