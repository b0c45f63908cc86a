"""A task group that nobody explains

When one task of an `asyncio.TaskGroup` fails, all others are cancelled, in the middle of what they
do. That is right where the parts are worth nothing without each other, and a lost write where they
are not; the code alone does not tell which of them was meant. A comment does: on the line of the
group, above it, or as the first thing in it.

A group whose failures are handled together, by `except*` or as an `ExceptionGroup`, is left alone,
and so are the groups of anyio and trio, which have no other way.

## Bad
    import asyncio

    async def copy(source, first, second) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(first.write(source))
            group.create_task(second.write(source))

## Good
    import asyncio

    async def copy(source, first, second) -> None:
        # One copy without the other would be taken for a corrupt pair.
        async with asyncio.TaskGroup() as group:
            group.create_task(first.write(source))
            group.create_task(second.write(source))

## Fix
None: only the author knows the reason.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from housestyle_core.facts.handlers import last_name
from housestyle_core.finding import Finding
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context

ABOUT = {"TaskGroup"}
COMMENT_LINE = r"\s*#"
COMMENT = r"#\s*(.*\w.*)"
STRING = r"""(["'])(?:\\.|(?!\1).)*\1"""
DIRECTIVE = r"(?i)(?:noqa|type|pyright|mypy|pylint|pragma|fmt|nosec|ruff|flake8)\b"
GROUPS = frozenset({"builtins.ExceptionGroup", "builtins.BaseExceptionGroup"})
FAULT = "the first failure cancels every other task of the group"
REMEDY = "or use `asyncio.gather(..., return_exceptions=True)`"


class Options(Record):
    """`marker`: words that the comment must have, in whatever case; empty for any comment."""

    marker: str = ""


def check(node: ast.Call, context: Context, options: Options) -> Iterator[Finding]:
    if last_name(node.func) != "TaskGroup" or context.resolve(node.func) != "asyncio.TaskGroup":
        return
    statement = next(above for above in context.parents(node) if isinstance(above, ast.stmt))
    comments = _comments(statement, context.file.lines)
    is_told = any(options.marker.lower() in comment.lower() for comment in comments)
    if not is_told and not _is_handled(statement, context):
        words = f", with the words `{options.marker}`" if options.marker else ""
        yield Finding(node, f"{FAULT}: say in a comment here why that is wanted{words}, {REMEDY}")


def _comments(statement: ast.stmt, lines: list[str]) -> Iterator[str]:
    """What the comments above a statement, in its header and at the start of its body say."""
    first, last = statement.lineno - 1, statement.end_lineno or statement.lineno
    if isinstance(statement, ast.AsyncWith):
        last = statement.body[0].lineno - 1
    while first and re.match(COMMENT_LINE, lines[first - 1]):
        first -= 1
    for line in lines[first : max(last, statement.lineno)]:
        found = re.search(COMMENT, re.sub(STRING, "", line))
        if found and not re.match(DIRECTIVE, found[1]):
            yield found[1]


def _is_handled(statement: ast.stmt, context: Context) -> bool:
    """Whether a handler around the group is about several failures at once."""
    for above in context.parents(statement):
        if isinstance(above, ast.TryStar):
            return True
        if isinstance(above, ast.Try) and any(
            context.resolve(name) in GROUPS
            for handler in above.handlers
            for name in ast.walk(handler.type or handler)
            if isinstance(name, ast.Name)
        ):
            return True
        if isinstance(above, ast.FunctionDef | ast.AsyncFunctionDef):
            return False
    return False
