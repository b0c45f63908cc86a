"""What an exception handler does with the error that it caught."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from housestyle_core.tree.walk import children

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from housestyle_core.tree.context import Context

SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
EXIT = r"_?(?:exit|abort|fail|die|re_?raise)(?:_.*)?"
CLEANUP = (
    r"_*(?:(?:a?close|shutdown|disconnect|clean_?up)(?:_.*)?|wait_closed|terminate|kill|killpg|stop|"
    r"quit|dispose|logout|unlink|rmtree|rmdir|remove|rollback|cancel|release|unsubscribe|result|"
    r"a?exit__)"
)
"""The names of functions that release what is no longer needed."""
SAYS_IT_FAILED = {"exc_info", "exception"}
WITH_TRACEBACK = {
    *("exception", "aexception", "capture_exception", "record_exception", "set_exception"),
    *("print_exc", "format_exc", "print_exception", "format_exception", "exc_info"),
    *("notice_error", "report_exception", "log_exception", "excepthook", "handleError"),
    "report_exc_info",
}
TEXT_ONLY = {
    *("debug", "info", "warning", "warn", "error", "critical", "fatal", "log", "trace", "success"),
    *("adebug", "ainfo", "awarning", "aerror", "acritical", "alog", "print", "echo", "secho"),
    *("str", "repr", "type", "format", "isinstance", "issubclass", "getattr", "hasattr"),
    *("id", "len", "bool", "dir", "vars"),
}


def shows_error(handler: ast.ExceptHandler, context: Context) -> bool:
    """Whether the handler raises, exits, tells the traceback, or hands the error object on."""
    return any(_shows(node, handler, context) for node in own_nodes(handler.body))


def own_nodes(body: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """What these statements run themselves or in a lambda, not in functions that they define."""
    stack = [*body]
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, SCOPES):
            stack += children(node)


def last_name(expression: ast.expr) -> str:
    """The last part of a dotted name: `close` of `self.client.close`."""
    return getattr(expression, "attr", None) or getattr(expression, "id", None) or ""


def _shows(node: ast.AST, handler: ast.ExceptHandler, context: Context) -> bool:
    match node:
        case ast.Raise():
            return True
        case ast.Call(func=function, keywords=keywords):
            name = last_name(function)
            given = {keyword.arg for keyword in keywords if not _is_false(keyword.value)}
            shown = name in WITH_TRACEBACK or not SAYS_IT_FAILED.isdisjoint(given)
            return shown or bool(re.fullmatch(EXIT, name))
        case ast.Name(id=name, ctx=ast.Load()) if name == handler.name:
            return _is_handed_on(node, context)
    return False


def _is_handed_on(error: ast.Name, context: Context) -> bool:
    """Whether the error object itself goes elsewhere, and not just its text to a log."""
    for above in context.parents(error):
        match above:
            case ast.keyword() | ast.Tuple() | ast.List() | ast.Dict() | ast.Set() | ast.Starred():
                continue
            case ast.IfExp() | ast.BoolOp() | ast.Lambda():
                continue
            case ast.Call(func=function):
                return last_name(function) not in TEXT_ONLY
        return isinstance(above, ast.Return | ast.Yield | ast.Assign | ast.AnnAssign)
    return False


def _is_false(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and not value.value
