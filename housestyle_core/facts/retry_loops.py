"""Loops that try again after a failure, and the pause between their attempts."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from housestyle_core.facts.handlers import last_name, own_nodes
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from housestyle_core.tree.context import Context

Loop = ast.While | ast.For | ast.AsyncFor
COUNTERS = frozenset({"builtins.range", "itertools.count", "itertools.repeat"})
LOOKS_AGAIN = r"(?:^|_)(?:wait|poll|watch|until|ready|acquire|lock)(?:_|$)"
PACE = r"(?<!retry_)(?<!reconnect_)(?:interval|period)"
NOTHING_YET = frozenset(
    {
        *("Empty", "QueueEmpty", "KeyError", "IndexError", "AssertionError", "StopIteration"),
        *("BlockingIOError", "FileExistsError", "FileNotFoundError", "ProcessLookupError"),
        *("TryAgain", "TryAgainError"),
    }
)
"""Exceptions that say that what is looked for is not there yet, which no server has to rest from"""


class Attempt(Record):
    """The `try` of a loop, with the handlers after which the loop pauses and goes round again."""

    loop: Loop
    tried: ast.Try
    handlers: list[ast.ExceptHandler]


def paused_attempt(pause: ast.expr, context: Context) -> Attempt | None:
    """What is tried again after a pause, itself a statement; None where nothing failed before it.

    Left out are loops that look again whether something has come, and loops over things to do.
    """
    attempt = _attempt(pause, context)
    if attempt is None or re.search(LOOKS_AGAIN, getattr(context.function, "name", "")):
        return None
    if not _counts(attempt.loop, context) or not _ends_by_success(attempt):
        return None
    caught = [name for handler in attempt.handlers for name in _caught(handler)]
    return None if NOTHING_YET.issuperset(caught) and caught else attempt


def is_steady(duration: ast.expr, loop: Loop) -> bool:
    """Whether a pause of a loop is the same in each round, and no interval to look again at."""
    nodes = list(own_nodes([loop]))
    changed = {ast.unparse(node) for node in nodes if _is_stored(node)}
    changed |= {node.name for node in nodes if isinstance(node, ast.ExceptHandler) and node.name}
    changed |= {part for part in _parts(duration) if part.rpartition(".")[0] in _told(nodes)}
    return not re.search(PACE, ast.unparse(duration).lower()) and not any(
        isinstance(node, ast.Call | ast.Subscript | ast.Await)
        or (isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node) in changed)
        for node in ast.walk(duration)
    )


def _parts(duration: ast.expr) -> list[str]:
    return [ast.unparse(node) for node in ast.walk(duration) if isinstance(node, ast.Attribute)]


def _told(nodes: list[ast.AST]) -> set[str]:
    """The objects whose methods are called after a failure, and may let the pause grow."""
    handlers = [node for node in nodes if isinstance(node, ast.ExceptHandler)]
    statements = (node for handler in handlers for node in own_nodes(handler.body))
    return {
        ast.unparse(node.value.func.value)
        for node in statements
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
    }


def _is_stored(node: ast.AST) -> bool:
    return isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store)


def _attempt(pause: ast.expr, context: Context) -> Attempt | None:
    handler: ast.ExceptHandler | None = None
    below: ast.AST = pause
    for above in context.parents(pause):
        match above:
            case ast.While() | ast.For() | ast.AsyncFor():
                return _in_loop(below, above, handler)
            case ast.ExceptHandler() if handler is None:
                handler = above
            case ast.Try() if below in above.handlers:
                pass
            case ast.If() | ast.Expr() | ast.Await():
                pass
            case _:
                return None
        if _is_left_after(below, above):
            return None
        below = above
    return None


def _in_loop(statement: ast.AST, loop: Loop, handler: ast.ExceptHandler | None) -> Attempt | None:
    """The attempt that a statement of a loop is, or that stands before it."""
    goes_round = handler is not None and isinstance(handler.body[-1], ast.Continue)
    if statement not in loop.body or (_is_left_after(statement, loop) and not goes_round):
        return None
    if handler is not None:
        return Attempt(loop, statement, [handler]) if isinstance(statement, ast.Try) else None
    before = loop.body[max(0, loop.body.index(statement) - 1)]
    if not isinstance(before, ast.Try):
        return None
    handlers = [each for each in before.handlers if not _leaves(each.body)]
    return Attempt(loop, before, handlers) if handlers else None


def _counts(loop: Loop, context: Context) -> bool:
    """Whether each round is another attempt at the same, and not the next thing to do."""
    match loop:
        case ast.For(iter=ast.Call(func=function)):
            return context.resolve(function) in COUNTERS
    return isinstance(loop, ast.While)


def _ends_by_success(attempt: Attempt) -> bool:
    """Whether the loop is always over when what it tries succeeds."""
    tried, loop = attempt.tried, attempt.loop
    if _leaves(tried.body) or _leaves(tried.orelse):
        return True
    if isinstance(loop, ast.While):
        tested = {ast.unparse(node) for node in ast.walk(loop.test) if _is_loaded(node)}
        stored = {ast.unparse(node) for node in own_nodes([*tried.body]) if _is_stored(node)}
        if tested & stored:
            return True
    goes_round = all(isinstance(handler.body[-1], ast.Continue) for handler in attempt.handlers)
    return goes_round and tried in loop.body and _leaves(loop.body[loop.body.index(tried) + 1 :])


def _is_loaded(node: ast.AST) -> bool:
    return isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load)


def _leaves(body: Sequence[ast.stmt]) -> bool:
    """Whether the end of these statements always leaves the loop around them."""
    match body[-1] if body else None:
        case ast.Return() | ast.Break() | ast.Raise():
            return True
        case ast.With(body=inner) | ast.AsyncWith(body=inner):
            return _leaves(inner)
        case ast.If(body=one, orelse=other):
            return _leaves(one) and _leaves(other)
    return False


def _is_left_after(statement: ast.AST, above: ast.AST) -> bool:
    """Whether what follows a statement in its block always leaves the loop."""
    for block in (getattr(above, "body", []), getattr(above, "orelse", [])):
        if statement in block:
            return any(_leaves([each]) for each in block[block.index(statement) + 1 :])
    return False


def _caught(handler: ast.ExceptHandler) -> Iterator[str]:
    match handler.type:
        case ast.Tuple(elts=types):
            yield from map(last_name, types)
        case ast.expr() as kind:
            yield last_name(kind)
