"""A sync twin that a Celery task cannot call

A store is async; for Celery tasks, which are not, it has sync twins of the methods that they need.
A task has a session and no store, so a twin is static and takes the session first.

A method is a twin where its class has the async method under the name without the prefix, or where
it takes a sync `Session`; `sync_stock(self)` may well be the verb. Which methods need a twin is not
checked.

## Bad
    from sqlalchemy.ext.asyncio import AsyncSession

    class OrderStore:
        def __init__(self, session: AsyncSession) -> None:
            self.session = session

        async def create(self, order: str) -> None: ...

        def sync_create(self, order: str) -> None: ...

## Good
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import Session

    class OrderStore:
        def __init__(self, session: AsyncSession) -> None:
            self.session = session

        async def create(self, order: str) -> None: ...

        @staticmethod
        def sync_create(session: Session, order: str) -> None: ...

## Fix
None: the callers change with the parameters.
"""

from __future__ import annotations

import ast
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from housestyle_core.facts.handlers import last_name
from housestyle_core.finding import Finding, Span
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context

SESSIONS = frozenset({"Session", "scoped_session"})


class Options(Record):
    """`prefix`: what the name of a twin begins with; `classes`: patterns of the names of stores."""

    prefix: str = "sync_"
    classes: tuple[str, ...] = ("*Store",)


def check(node: ast.ClassDef, context: Context, options: Options) -> Iterator[Finding]:
    if not any(fnmatchcase(node.name, pattern) for pattern in options.classes):
        return
    coroutines = {one.name for one in node.body if isinstance(one, ast.AsyncFunctionDef)}
    for method in node.body:
        if not isinstance(method, ast.FunctionDef) or not method.name.startswith(options.prefix):
            continue
        takes_session = any(_is_session(each, context) for each in _parameters(method))
        is_twin = takes_session or method.name.removeprefix(options.prefix) in coroutines
        if is_twin and (fault := _fault(method, node, context)):
            yield Finding(_header(method), f"`{method.name}` {fault}")


def _fault(method: ast.FunctionDef, store: ast.ClassDef, context: Context) -> str | None:
    decorators = {context.resolve(decorator) for decorator in method.decorator_list}
    if "builtins.staticmethod" not in decorators:
        need = f"needs an `{store.name}`, which a Celery task does not have"
        return f"{need}: make it a `@staticmethod` that takes a `Session` first"
    first = next(iter(_parameters(method)), None)
    if first is not None and (first.annotation is None or _is_session(first, context)):
        return None
    remedy = "let the Celery task hand in its session, as in `session: Session`"
    return f"takes no `Session` first: {remedy}"


def _parameters(method: ast.FunctionDef) -> list[ast.arg]:
    return [*method.args.posonlyargs, *method.args.args]


def _is_session(parameter: ast.arg, context: Context) -> bool:
    """Whether a parameter is annotated with a class that is called `Session`, by its full name."""
    annotation = parameter.annotation
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        return annotation.value.rpartition(".")[2] in SESSIONS
    if annotation is None:
        return False
    name = context.resolve(annotation) or last_name(annotation)
    return name.rpartition(".")[2] in SESSIONS


def _header(method: ast.FunctionDef) -> Span:
    end = method.col_offset + len(f"def {method.name}".encode())
    return Span(method.lineno, method.col_offset, method.lineno, end)
