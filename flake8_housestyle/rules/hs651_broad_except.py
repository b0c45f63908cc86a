"""An `except` for everything

`except Exception` and a bare `except:` also catch the misspelt attribute and the wrong argument,
so a bug ends as a missing value and nobody learns of it.

A handler that lets the error be seen is left alone: it raises, exits, logs with the traceback
(`logger.exception`, `exc_info=True`), reports to a monitor, or hands the exception object on
(`future.set_exception(error)`, `return error`). So is what must go on: the endless loop of a worker
that logs, cleaning up (`finally`, `close()`, before a `raise`), `__del__`, which cannot raise, and
`exec` or `eval` of code that may raise anything.

## Bad
    def load(path: str) -> str:
        try:
            return read(path)
        except Exception:
            return ""

## Good
    def load(path: str) -> str:
        try:
            return read(path)
        except FileNotFoundError:
            return ""

## Fix
None: only the author knows which errors are expected.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from housestyle_core.facts.handlers import CLEANUP, SCOPES, last_name, own_nodes, shows_error
from housestyle_core.finding import Finding, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.finding import Located
    from housestyle_core.tree.context import Context

BROAD = {"builtins.Exception", "builtins.BaseException"}
RUN_ANY_CODE = {"builtins.exec", "builtins.eval"}
FAULT = "catches bugs too and shows no traceback"
REMEDY = "name the exceptions that are expected, or re-raise"


def check(node: ast.Try | ast.TryStar | ast.With, context: Context) -> Iterator[Finding]:
    found = _suppressed(node, context) if isinstance(node, ast.With) else _caught(node, context)
    for place, shown in found:
        if not _must_go_on(node, context):
            yield Finding(place, f"{shown} {FAULT}: {REMEDY}")


def _suppressed(node: ast.With, context: Context) -> Iterator[tuple[Located, str]]:
    for item in node.items:
        match item.context_expr:
            case ast.Call(func=function, args=types):
                if context.resolve(function) == "contextlib.suppress":
                    for broad in _broad(types, context):
                        yield broad, f"`suppress({ast.unparse(broad)})`"


def _caught(node: ast.Try | ast.TryStar, context: Context) -> Iterator[tuple[Located, str]]:
    found: list[tuple[Located, str]]
    for handler in node.handlers:
        if handler.type is None:
            line, column = handler.lineno, handler.col_offset
            found = [(Span(line, column, line, column + len("except")), "a bare `except`")]
        else:
            types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
            broad = _broad(types, context)
            found = [(each, f"`except {ast.unparse(each)}`") for each in broad]
        if found and not shows_error(handler, context) and not _logs_in_a_worker(handler, context):
            yield from found


def _broad(types: list[ast.expr], context: Context) -> list[ast.expr]:
    return [found for found in types if context.resolve(found) in BROAD]


def _logs_in_a_worker(handler: ast.ExceptHandler, context: Context) -> bool:
    """Whether this is the endless loop of a worker, which says that a round failed and goes on."""
    for above in context.parents(handler):
        if isinstance(above, ast.While) and not isinstance(above.test, ast.Compare | ast.BoolOp):
            return any(isinstance(node, ast.Call) for node in own_nodes(handler.body))
        if isinstance(above, (*SCOPES, ast.For, ast.AsyncFor)):
            return False
    return False


def _must_go_on(node: ast.Try | ast.TryStar | ast.With, context: Context) -> bool:
    """Whether this only cleans up, or stands where an error cannot or is about to be raised."""
    if getattr(context.function, "name", None) == "__del__" or all(map(_cleans_up, node.body)):
        return True
    calls = (inner for inner in own_nodes(node.body) if isinstance(inner, ast.Call))
    if any(context.resolve(call.func) in RUN_ANY_CODE for call in calls):
        return True
    below: ast.AST = node
    for above in context.parents(node):
        if _is_followed_by_raise(below, above) or below in getattr(above, "finalbody", ()):
            return True
        if isinstance(above, ast.ExceptHandler) and shows_error(above, context):
            return True
        if isinstance(above, SCOPES):
            return False
        below = above
    return False


def _cleans_up(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Await(value=ast.Name())):
            return True
        case ast.Expr(value=ast.Await(value=value)) | ast.Expr(value=value):
            return _is_cleanup(value)
        case (
            ast.With(body=body)
            | ast.AsyncWith(body=body)
            | ast.If(body=body, orelse=[])
            | ast.For(body=body, orelse=[])
        ):
            return all(map(_cleans_up, body))
    return False


def _is_cleanup(value: ast.expr) -> bool:
    """Whether a call cleans up, itself or as `asyncio.run(client.aclose())` does."""
    match value:
        case ast.Call(func=function, args=arguments):
            inside = any(map(_is_cleanup, arguments))
            return inside or bool(re.fullmatch(CLEANUP, last_name(function)))
    return False


def _is_followed_by_raise(statement: ast.AST, above: ast.AST) -> bool:
    body = getattr(above, "body", ())
    following = body[body.index(statement) + 1 :] if statement in body else ()
    return bool(following) and isinstance(following[0], ast.Raise)
