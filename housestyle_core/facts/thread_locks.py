"""Locks of threads in a coroutine: which are held too long, or may be waited for too long."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Literal

from housestyle_core.facts.event_loop import suspensions
from housestyle_core.facts.handlers import last_name
from housestyle_core.facts.infer import called_name
from housestyle_core.record import Record

if TYPE_CHECKING:
    from housestyle_core.tree.context import Context

REENTRANT = frozenset({"threading.Condition", "threading.RLock"})
SEMAPHORES = frozenset({"threading.BoundedSemaphore", "threading.Semaphore"})
LOCKS = frozenset({"threading.Lock", *REENTRANT, *SEMAPHORES})
MYPY_NAMES = {
    "_thread.LockType": "threading.Lock",
    "_thread.lock": "threading.Lock",
    "_thread.RLock": "threading.RLock",
    "threading._RLock": "threading.RLock",
}
INSTEAD = {"threading.RLock": "asyncio.Lock"}
NO_WAIT = ("blocking", "timeout")


class Options(Record):
    """`held`: `at-all` also reports a lock that is held for a few lines without an `await`."""

    held: Literal["across-await", "at-all"] = "across-await"


def entered_fault(lock: str, node: ast.With, options: Options) -> str | None:
    """What is wrong with entering a lock of that class in a coroutine, if anything is."""
    if lock in SEMAPHORES:
        return _waiting(lock)
    if any(suspensions(node.body)):
        return _holding(lock)
    return _waiting(lock) if options.held == "at-all" else None


def acquired_fault(lock: str, node: ast.Call, context: Context, options: Options) -> str | None:
    """What is wrong with a call of `acquire` in a coroutine, if anything is."""
    if not _waits(node) or _is_new(node, context):
        return None
    if lock in SEMAPHORES or options.held == "at-all":
        return _waiting(lock)
    held = _held_statements(node, context)
    if held is None:
        return _waiting(lock)
    return _holding(lock) if any(suspensions(held)) else None


def _waiting(lock: str) -> str:
    instead = _instead(lock)
    return f"`{lock}` blocks the event loop until somebody else is done: use `{instead}`"


def _holding(lock: str) -> str:
    effect = (
        ", where it keeps no other coroutine out"
        if lock in REENTRANT
        else ", and whoever wants it next stops the whole event loop"
    )
    remedy = f"use `{_instead(lock)}`, or let go before the `await`"
    return f"`{lock}` is held across an `await`{effect}: {remedy}"


def _instead(lock: str) -> str:
    return INSTEAD.get(lock, lock.replace("threading", "asyncio"))


def _waits(acquire: ast.Call) -> bool:
    """Whether `acquire` may wait: neither `blocking` nor `timeout` is False or 0."""
    named = [keyword.value for keyword in acquire.keywords if keyword.arg in NO_WAIT]
    values = [*acquire.args[:2], *named]
    return not any(isinstance(value, ast.Constant) and not value.value for value in values)


def _is_new(acquire: ast.Call, context: Context) -> bool:
    """Whether the function itself makes the lock, which so nobody else holds."""
    match acquire.func:
        case ast.Attribute(value=ast.Name(id=name)) if found := context.scope.find(name):
            scope, bindings = found
            made = [binding.value for binding in bindings]
            return scope.node is context.function and all(
                isinstance(value, ast.Call) and called_name(value.func, context) in LOCKS
                for value in made
            )
    return False


def _held_statements(acquire: ast.Call, context: Context) -> list[ast.stmt] | None:
    """The statements behind `lock.acquire()` up to the one that lets it go; None without one."""
    statement = context.file.parents[acquire]
    if not isinstance(statement, ast.Expr):
        return None
    body = getattr(context.file.parents[statement], "body", [])
    following = body[body.index(statement) + 1 :] if statement in body else []
    lock = ast.unparse(acquire.func.value)  # type: ignore[attr-defined]
    for count, held in enumerate(following, 1):
        if any(_releases(node, lock) for node in ast.walk(held)):
            return following[:count]
    return None


def _releases(node: ast.AST, lock: str) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and last_name(node.func) == "release"
        and ast.unparse(node.func.value) == lock
    )
