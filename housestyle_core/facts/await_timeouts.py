"""Awaited calls of the outside world, and how long each waits when nobody says how long.

Not among them is `Process.wait`: that a process goes on for long is often what it is for.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.blocking.public_names import public_names
from housestyle_core.facts.handlers import last_name
from housestyle_core.facts.infer import called_name
from housestyle_core.facts.name_reads import name_reads
from housestyle_core.record import Record
from housestyle_core.tree.excerpt import excerpt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from housestyle_core.tree.context import Context

VERBS = "delete get head options patch post put request"
QUERIES = "execute executemany fetch fetchrow fetchval"


class Wait(Record):
    """How many seconds a call waits by default, None for ever.

    `of_client` tells that the constructor of the receiver may have set another limit.
    """

    seconds: int | None
    of_client: bool = False


WAITS: Mapping[str, Wait] = {
    f"{owner}.{name}": wait
    for owner, wait, names in (
        ("aio_pika", Wait(None), "connect connect_robust"),
        ("aiohttp.ClientSession", Wait(300, of_client=True), VERBS),
        ("aiomysql", Wait(None), "connect"),
        ("asyncio", Wait(None), "open_connection open_unix_connection"),
        ("asyncio.subprocess.Process", Wait(None), "communicate"),
        ("asyncpg", Wait(60), "connect"),
        ("asyncpg.Connection", Wait(None, of_client=True), QUERIES),
        ("asyncpg.Pool", Wait(None, of_client=True), f"acquire {QUERIES}"),
        ("asyncssh", Wait(None), "connect"),
        ("httpx.AsyncClient", Wait(5, of_client=True), VERBS),
        ("websockets", Wait(10), "connect"),
    )
    for name in names.split()
}
GIVEN = {
    "aiohttp.ClientSession": "aiohttp.ClientSession",
    "asyncio.create_subprocess_exec": "asyncio.subprocess.Process",
    "asyncio.create_subprocess_shell": "asyncio.subprocess.Process",
    "asyncpg.connect": "asyncpg.Connection",
    "asyncpg.create_pool": "asyncpg.Pool",
    "httpx.AsyncClient": "httpx.AsyncClient",
}
"""What `await` and `async with` make of a call."""
LIMITS = frozenset({"timeout", "command_timeout", "connect_timeout", "open_timeout"})
GUARDS = frozenset(
    {
        *("asyncio.timeout", "asyncio.timeout_at", "async_timeout.timeout"),
        *("anyio.fail_after", "anyio.move_on_after", "trio.fail_after", "trio.move_on_after"),
    }
)
ENDERS = frozenset({"kill", "send_signal", "terminate"})


class Options(Record):
    """`awaitables`: more calls that wait for ever, by dotted name; `allow`: calls that may.

    `longest`: a library's own default of at most so many seconds is timeout enough.
    """

    awaitables: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    longest: int = 300


def find_wait(names: tuple[str, ...], options: Options) -> Wait | None:
    """How long a call waits that is known by these names; None for one that nothing is known of."""
    for name in public_names(names):
        if name in options.allow:
            return None
        if name in options.awaitables:
            return Wait(None)
        if name in WAITS:
            return WAITS[name]
    return None


def awaited_name(called: ast.expr, context: Context) -> str | None:
    """The dotted name of what a call calls, a method of what `async with` gave, too."""
    if name := called_name(called, context):
        return name
    made = _made(called, context)
    kind = GIVEN.get(context.resolve(made.func) or "") if made else None
    return f"{kind}.{called.attr}" if kind and isinstance(called, ast.Attribute) else None


def unlimited(call: ast.Call, wait: Wait, options: Options, context: Context) -> str | None:
    """The message about an awaited call that nothing ends; None where something does."""
    if not isinstance(context.file.parents.get(call), ast.Await) or _is_guarded(call, context):
        return None
    shown = excerpt(call.func)
    given = next((keyword.value for keyword in call.keywords if keyword.arg in LIMITS), None)
    if isinstance(given, ast.Constant) and given.value is None:
        return _message(f"`{shown}` with `timeout=None` may wait for ever")
    is_short = wait.seconds is not None and wait.seconds <= options.longest
    if given or is_short or _is_ended(call.func, context) or _delegates(call.func, context):
        return None
    if wait.of_client and not _has_default(_made(call.func, context)):
        return None
    limit = "for ever" if wait.seconds is None else f"{wait.seconds} seconds"
    return _message(f"`{shown}` may wait {limit}")


def _is_guarded(node: ast.AST, context: Context) -> bool:
    """Whether a block with a timeout is around a node, in the same function."""
    for above in context.parents(node):
        match above:
            case ast.AsyncWith(items=items) | ast.With(items=items):
                calls = (item.context_expr for item in items)
                if any(
                    isinstance(each, ast.Call) and context.resolve(each.func) in GUARDS
                    for each in calls
                ):
                    return True
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                return False
    return False


def _message(fault: str) -> str:
    return f"{fault}: await it in `async with asyncio.timeout(seconds)`, or give it a `timeout`"


def _delegates(called: ast.expr, context: Context) -> bool:
    """Whether a method of the same name hands the call on, and its callers set the limit."""
    return last_name(called) == getattr(context.function, "name", None)


def _has_default(made: ast.Call | None) -> bool:
    """Whether the file makes the client, and says nothing of how long it waits."""
    return (
        made is not None
        and LIMITS.isdisjoint(keyword.arg for keyword in made.keywords)
        and all(keyword.arg for keyword in made.keywords)
    )


def _made(called: ast.expr, context: Context) -> ast.Call | None:
    """The call that made the receiver of a method, if one statement of the file does."""
    if not isinstance(called, ast.Attribute) or not isinstance(called.value, ast.Name):
        return None
    found = context.scope.find(called.value.id)
    if found is None or len(found[1]) != 1:
        return None
    [binding] = found[1]
    value = getattr(binding.node, "context_expr", None) or binding.value
    made = value.value if isinstance(value, ast.Await) else value
    return made if isinstance(made, ast.Call) else None


def _is_ended(called: ast.expr, context: Context) -> bool:
    """Whether the function ends the process itself, so that waiting for it does not take long."""
    receiver = called.value if isinstance(called, ast.Attribute) else None
    if not isinstance(receiver, ast.Name) or context.function is None:
        return False
    parents = context.file.parents
    reads = name_reads(context.function).get(receiver.id, ())
    return any(getattr(parents[read], "attr", None) in ENDERS for read in reads)
