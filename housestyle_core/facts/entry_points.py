"""Where a program, a job or a thread starts: code that no event loop runs, so it may run one."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.facts.handlers import last_name
from housestyle_core.facts.modules import (
    is_command_line,
    is_main,
    is_migration,
    is_test,
    led_to,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context, File

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
STARTED_BY = (
    *("celery", "dramatiq", "huey", "rq", "airflow", "dagster", "apscheduler"),
    *("alembic.context", "streamlit"),
)
"""What runs the modules that import it, in no event loop."""
TELLING = (ast.Call, ast.ClassDef, ast.Expr, ast.FunctionDef, ast.keyword)
STARTERS = frozenset({"cli", "main", "_main", "run", "serve"})
DECORATORS = frozenset(
    {
        *("actor", "callback", "command", "fixture", "flow", "group", "job", "periodic_task"),
        *("shared_task", "task", "worker_process_init"),
    }
)
STARTED_CLASSES = frozenset({"AppCommand", "BaseCommand", "LabelCommand", "Process", "Thread"})
THREADS = frozenset({"Process", "Thread", "Timer"})
ELSEWHERE = r"(?i)pickle|^register$|(?:^|_)process(?:_|$)"


def starts_program(node: ast.AST, context: Context) -> bool:
    """Whether this is a script, test or migration, or code that a program or thread starts with."""
    if _is_started_alone(context.file):
        return True
    entries = entry_code(context.file)
    return any(above in entries for above in (node, *context.parents(node)))


def _is_started_alone(file: File) -> bool:
    return (
        is_test(file.relative)
        or is_migration(file.relative)
        or is_command_line(file)
        or file.imports(*STARTED_BY)
    )


@lru_cache(maxsize=1)
def entry_code(file: File) -> frozenset[ast.AST]:
    """Entry points, and the functions of the module that they lead to.

    Entry points are the main guard, `main()` and `run()` of a module, commands, tasks of a queue,
    handlers of AWS Lambda, what threads and other processes run, and a statement of the module that
    only runs a loop, also in `try`, `with` or `sys.exit`.
    """
    nodes = [*file.nodes(*TELLING)]
    handed_on = {name for node in nodes for name in _handed_on(node)}
    starts: list[ast.AST] = [statement for statement in file.tree.body if _is_start(statement)]
    starts += [node for node in nodes if _is_own_start(node, handed_on)]
    return led_to(file.tree, starts)


def _is_start(statement: ast.stmt) -> bool:
    match statement:
        case ast.FunctionDef(name=name, args=ast.arguments(args=arguments)):
            return name in STARTERS or [each.arg for each in arguments] == ["event", "context"]
        case ast.Expr(value=ast.Call() as call) | ast.Raise(exc=ast.Call() as call):
            return any(map(_runs_loop, (call, *call.args)))
        case ast.Try(body=body) | ast.With(body=body):
            return any(map(_is_start, body))
    return is_main(statement)


def _runs_loop(expression: ast.expr) -> bool:
    return last_name(getattr(expression, "func", expression)) in ("run", "run_until_complete")


def _is_own_start(node: ast.AST, handed_on: set[str]) -> bool:
    match node:
        case ast.FunctionDef(name=name, decorator_list=decorators):
            return name == "serve" or name in handed_on or any(map(_is_of_command, decorators))
        case ast.ClassDef(bases=bases):
            return any(last_name(base) in STARTED_CLASSES for base in bases)
        case ast.keyword(arg="target", value=ast.Lambda()):
            return True
    return False


def _handed_on(node: ast.AST) -> Iterator[str]:
    """The names of functions that a thread or process runs, or that run when all is over.

    An executor counts only where nobody waits for the result.
    """
    match node:
        case ast.keyword(arg="target", value=value):
            yield _function(value)
        case ast.Call(func=function, args=[_, second, *_]) if last_name(function) in THREADS:
            yield _function(second)
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="submit"), args=[first, *_])):
            yield last_name(first)
        case ast.Call(func=function, args=arguments) if re.search(ELSEWHERE, last_name(function)):
            yield from map(last_name, arguments)


def _function(handed_on: ast.expr) -> str:
    """The name of a function, also of one that a `partial` gives arguments to."""
    match handed_on:
        case ast.Call(func=made, args=[function, *_]) if last_name(made) == "partial":
            return last_name(function)
    return last_name(handed_on)


def _is_of_command(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return last_name(called) in DECORATORS
