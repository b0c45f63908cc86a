"""Code on an event loop that has nothing else to do: start-up, shutdown, commands, jobs."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.facts.handlers import last_name, own_nodes
from housestyle_core.facts.modules import COMMAND_LINE_LIBRARIES, imported

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import PurePosixPath

    from housestyle_core.tree.context import File
    from housestyle_core.tree.scopes import FunctionNode, Scope

APPLICATIONS = frozenset({"Application", "FastAPI", "FastMCP", "Litestar", "Starlette"})
EVENT = "on_event"
HOOKS = frozenset({"after_serving", "before_server_start", "before_serving"})
JOB_LIBRARY, JOB = "rq", "job"
LIFESPAN = "lifespan"
PHASES = frozenset({"startup", "shutdown"})
COMMAND = "command"
COMMAND_FOLDER = "cli"
START_MODULES = frozenset({"bootstrap.py", "lifespan.py", "startup.py"})
SIDE_BY_SIDE = frozenset(
    {
        *("TaskGroup", "as_completed", "create_server", "create_task", "create_task_group"),
        *("ensure_future", "gather", "open_nursery", "run_coroutine_threadsafe", "start_server"),
        *("start_soon", "start_unix_server"),
    }
)
"""What starts coroutines beside the one that runs."""
SERVERS = (
    *("aiogram", "aiohttp.web", "discord", "fastapi", "grpc", "litestar", "mcp", "quart", "sanic"),
    *("slack_bolt", "starlette", "telegram", "telethon", "tornado", "uvicorn", "websockets"),
)


def is_undisturbed_place(relative: PurePosixPath) -> bool:
    """Whether nobody waits for any code of a module, by its path below the configuration's."""
    return relative.name in START_MODULES or COMMAND_FOLDER in relative.parts[:-1]


def may_be_undisturbed_place(path: str) -> bool:
    """Whether `is_undisturbed_place` may hold for the file at a path."""
    return COMMAND_FOLDER in path or path.endswith(tuple(START_MODULES))


def is_undisturbed(function: ast.AST | None, file: File) -> bool:
    """Whether nobody waits for the code of a function, though it runs on an event loop.

    That is what a server does before and after it serves, a command of the `cli` folder, the only
    coroutine of another module that parses a command line, and a job of RQ, which gives each job a
    loop of its own.
    """
    if not isinstance(function, ast.AsyncFunctionDef):
        return False
    return (
        is_undisturbed_place(file.relative)
        or (_has_start(file.scope) and _is_of_start(function, file, frozenset()))
        or _is_of_command_line(function, file)
        or (file.imports(JOB_LIBRARY) and JOB in _decorators(function))
    )


@lru_cache(maxsize=1)
def _has_start(module: Scope) -> bool:
    """Whether a file has a lifespan or a hook at all; `module` is its scope."""
    return any(isinstance(node, ast.AsyncFunctionDef) and _starts(node) for node in module.inner)


def _is_of_start(function: FunctionNode | None, file: File, callers: frozenset[ast.AST]) -> bool:
    """Whether a function is a lifespan or a hook, or only such functions of the file name it."""
    if not isinstance(function, ast.AsyncFunctionDef) or function in callers:
        return False
    if _starts(function):
        return True
    if function.decorator_list or function not in file.tree.body:
        return False
    users = _users(function.name, file)
    return bool(users) and all(_is_of_start(user, file, callers | {function}) for user in users)


def may_start(name: str, parameter: str, decorators: Collection[str]) -> bool:
    """Whether an asynchronous function may be a lifespan or a hook by what it is known as.

    `parameter` is the last name of the class of its first parameter, `decorators` are those of its
    decorators.
    """
    return _resembles_lifespan(name, parameter) or not ({EVENT, *HOOKS}).isdisjoint(decorators)


def _resembles_lifespan(name: str, parameter: str) -> bool:
    return parameter in APPLICATIONS or LIFESPAN in name


def _starts(function: ast.AsyncFunctionDef) -> bool:
    return _is_lifespan(function) or any(map(_is_hook, function.decorator_list))


def _is_lifespan(function: ast.AsyncFunctionDef) -> bool:
    classes = [_class_name(given.annotation) for given in function.args.args[:1]]
    if not _resembles_lifespan(function.name, *(classes or [""])):
        return False
    return any(isinstance(node, ast.Yield) for node in own_nodes(function.body))


def _class_name(annotation: ast.expr | None) -> str:
    match annotation:
        case ast.Constant(value=str(name)):
            return name.rpartition(".")[2]
        case None:
            return ""
    return last_name(annotation)


def _is_hook(decorator: ast.expr) -> bool:
    """`@app.on_event("startup")` and its like in other frameworks."""
    match decorator:
        case ast.Call(func=ast.Attribute(attr=name), args=[ast.Constant(value=phase)]) if (
            name == EVENT
        ):
            return phase in PHASES
        case ast.Call(func=called):
            return last_name(called) in HOOKS
    return last_name(decorator) in HOOKS


def _decorators(function: ast.AsyncFunctionDef) -> set[str]:
    return {
        last_name(item.func if isinstance(item, ast.Call) else item)
        for item in function.decorator_list
    }


def _users(name: str, file: File) -> list[FunctionNode | None]:
    """The functions that a name of the module is used in; None for the module itself."""
    return [
        scope.function()
        for nodes, scope, _, _ in file.regions
        for node in nodes
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
    ]


def _is_of_command_line(function: ast.AsyncFunctionDef, file: File) -> bool:
    """Whether a function is of a command, or of a module for them where one runs at a time."""
    if file.imports(*SERVERS):
        return False
    if COMMAND_LINE_LIBRARIES.isdisjoint(imported(file)):
        return False
    is_command = COMMAND in _decorators(function)
    return not (_is_side_by_side(ast.walk(function)) if is_command else _runs_side_by_side(file))


@lru_cache(maxsize=1)
def _runs_side_by_side(file: File) -> bool:
    return _is_side_by_side(file.nodes(ast.Name, ast.Attribute))


def _is_side_by_side(nodes: Iterable[ast.AST]) -> bool:
    """Whether any of these names stands for what starts coroutines beside the one that runs."""
    return any(
        isinstance(node, ast.Name | ast.Attribute) and last_name(node) in SIDE_BY_SIDE
        for node in nodes
    )
