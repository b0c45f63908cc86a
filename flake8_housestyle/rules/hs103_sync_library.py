"""A library without async calls, used by async code

`requests` or `boto3` waits inside every call. In an `async def` that stops the event loop; handed
to `asyncio.to_thread` it holds a thread for as long as the server thinks, and the pool has few. A
library that is made for async code waits for thousands of answers in one thread.

Reported is the import of a library of which async code of the file makes use: it calls it, hands
it to a thread, or leads to a function or an attribute of the file that does so. Exceptions, types
and helpers of such a library are free to use. Left alone are files that use its async counterpart
too and so offer both, a session that is only handed on to somebody else's client, tests, scripts
and command-line modules, migrations, modules of task queues such as Celery, and copies of other
code.

## Bad
    import asyncio

    import boto3

    s3 = boto3.client("s3")


    async def save(key: str, body: bytes) -> None:
        await asyncio.to_thread(s3.put_object, Bucket="files", Key=key, Body=body)

## Good
    import aioboto3

    session = aioboto3.Session()


    async def save(key: str, body: bytes) -> None:
        async with session.client("s3") as s3:
            await s3.put_object(Bucket="files", Key=key, Body=body)

## Fix
None: each call has to be awaited, and the client to be closed.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from housestyle_core.facts.async_ports import Port, ports
from housestyle_core.facts.async_reach import serves_async
from housestyle_core.facts.http_clients import async_clients, chosen_clients
from housestyle_core.facts.library_use import is_for_somebody_else, is_used, uses
from housestyle_core.facts.modules import is_command_line, is_migration, is_test, main_code
from housestyle_core.facts.packages import is_vendored
from housestyle_core.finding import Finding
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from housestyle_core.facts.library_use import Use
    from housestyle_core.tree.context import Context, File

TASK_QUEUES = ("celery", "dramatiq", "huey", "rq")


class Options(Record):
    """Which libraries are meant, and where.

    `modules`: `async` reports what async code of the file makes use of, `all` any use in a module
    of the application, for a project that has its I/O in async code throughout.
    `allow`: libraries (`boto3`) or dotted names (`boto3.client`) that may be used.
    `extra`: more of them, with what to use instead: `vendor.Client -> vendor.AsyncClient`.
    """

    modules: Literal["async", "all"] = "async"
    allow: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


def applies(file: File, options: Options) -> bool:
    """Whether the file is one of the application and imports such a library."""
    return (
        (options.modules == "all" or ast.AsyncFunctionDef in file.kinds)
        and file.can_reach(_ports(options))
        and not _is_exempt(file)
    )


def check(_: ast.Module, context: Context, options: Options) -> Iterator[Finding]:
    known = _ports(options)
    told = set()
    remedies: dict[Port, str | None] = {}
    for use in uses(context.file, known):
        port = known[use.name]
        if port not in remedies:
            remedies[port] = _instead(port, context.file)
        instead = remedies[port]
        if instead and use.origin not in told and _counts(use, port, options):
            told.add(use.origin)
            user = " and async code of this file uses it" if options.modules == "async" else ""
            fault = f"`{port.library}` waits inside every call{user}"
            yield Finding(use.origin, f"{fault}: use {instead}")


@lru_cache(maxsize=64)
def _ports(options: Options) -> Mapping[str, Port]:
    """What is meant, by the dotted names."""
    added = (entry.partition("->") for entry in options.extra)
    extra = {sync.strip(): Port(sync.strip(), f"`{port.strip()}`") for sync, _, port in added}
    allowed = {*options.allow}
    known = {**ports(), **extra}
    return {name: port for name, port in known.items() if not allowed & {name, port.library}}


def _instead(port: Port, file: File) -> str | None:
    """What to use; None where the file uses that too, or HS104 reports the library itself."""
    if port.is_http:
        chosen = chosen_clients(file.settings)
        return None if "httpx" in chosen else async_clients(chosen)
    return None if is_used(file, *port.instead.split("`")[1::2]) else port.instead


def _is_exempt(file: File) -> bool:
    path = file.relative
    is_elsewhere = is_test(path) or is_migration(path) or is_vendored(path) or file.is_stub
    return is_elsewhere or file.imports(*TASK_QUEUES) or is_command_line(file)


def _counts(use: Use, port: Port, options: Options) -> bool:
    if port.is_http and is_for_somebody_else(use):
        return False
    if options.modules == "async":
        return serves_async(use.call, use.context)
    main = main_code(use.context.file.tree)
    runs_as_main = any(above in main for above in use.context.parents(use.call))
    return use.context.function is not None and not runs_as_main
