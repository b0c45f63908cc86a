"""Blocking call behind the project's own functions, in other modules

An `async def` that calls a plain function stands still as long as that function does, however deep
in it, and however many modules away, the call that waits is. The finding is at the asynchronous
code's call, where the remedy belongs, and begins with the cause, for fifty callers of one helper
have one. What flake8 sees inside one file is not said again.

## Bad
    import time

    class Repository:
        def wait(self) -> None:
            time.sleep(1)

    class Cache(Repository):
        def wait(self) -> None:
            print("nothing to wait for")

    async def retry(connection: Repository | Cache) -> None:
        connection.wait()

## Good
    import asyncio
    import time

    class Repository:
        def wait(self) -> None:
            time.sleep(1)

    class Cache(Repository):
        def wait(self) -> None:
            print("nothing to wait for")

    async def retry(connection: Repository | Cache) -> None:
        await asyncio.to_thread(connection.wait)

## Fix
None: whether a thread may run the function is for you to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import MypyFile  # noqa: TC002 (`check` is registered by its annotation)

from housestyle_core.facts.blocking.chains import Options
from housestyle_core.facts.blocking.threads import async_library
from mypy_housestyle.facts.chains import blocking_runs
from mypy_housestyle.facts.harmless import is_harmless
from mypy_housestyle.facts.imports import imports_package
from mypy_housestyle.facts.own_keys import may_run_own
from mypy_housestyle.facts.project import project_around
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_housestyle.module import ModuleContext

__all__ = ["Options", "check"]


def check(node: MypyFile, context: ModuleContext, _: Options) -> Iterator[Finding]:
    if node.is_stub:
        return
    project = project_around(context.checker, context.settings)
    for run, chain, function in blocking_runs(project):
        if not is_harmless(run, chain, function, project):
            library = async_library(lambda package: imports_package(node, {package}))
            message = chain.message(node.fullname, library, called=run.called)
            yield Finding(run.place, message, may_run_own(run, function, project))
