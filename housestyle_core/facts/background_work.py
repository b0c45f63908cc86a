"""Work that a route handler leaves behind when it answers."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import keyword, registrations
from housestyle_core.facts.infer import infer_type
from housestyle_core.facts.name_reads import name_reads
from housestyle_core.tree.names import last_names

if TYPE_CHECKING:
    from housestyle_core.tree.context import Context

STARTERS = {"multiprocessing.Process", "threading.Thread", "threading.Timer"}
TASKS = {"asyncio.create_task", "asyncio.ensure_future"}
TASK_METHODS = {"add", "append", "add_done_callback"}
BACKGROUND = {
    f"{module}.{name}"
    for module in ("fastapi", "fastapi.background", "starlette.background")
    for name in ("BackgroundTask", "BackgroundTasks")
}

CALLED = {"add_task", *last_names(STARTERS | TASKS | BACKGROUND)}
"""The last names of the calls that `background_job` knows."""


def background_job(node: ast.Call, context: Context, *, in_process: bool) -> ast.expr | None:
    """The function, or the call of one, that a call runs while the request goes on or is over.

    A thread or a process counts where a route handler starts it. With `in_process` so does what the
    web process runs itself: `BackgroundTasks`, and tasks that a route handler starts and forgets.
    """
    name = context.resolve(node.func)
    first = node.args[0] if node.args else None
    if name in STARTERS and _in_handler(context):
        second = node.args[1] if len(node.args) > 1 else node.func
        return keyword(node, "target") or keyword(node, "function") or second
    if in_process and first and not _is_parameter(first, context):
        if name in BACKGROUND or _adds_task(node, context):
            return first
        if name in TASKS and _in_handler(context) and _is_forgotten(node, context):
            return first
    return None


def _is_parameter(job: ast.expr, context: Context) -> bool:
    """Whether a caller passes the function in, who is the one to know it."""
    found = context.scope.find(job.id) if isinstance(job, ast.Name) else None
    return found is not None and any(isinstance(item.node, ast.arg) for item in found[1])


def _in_handler(context: Context) -> bool:
    match context.function:
        case ast.FunctionDef() | ast.AsyncFunctionDef() as function:
            return bool(registrations(function, context))
    return False


def _adds_task(node: ast.Call, context: Context) -> bool:
    match node.func:
        case ast.Attribute(attr="add_task", value=receiver):
            return infer_type(receiver, context) in BACKGROUND
    return False


def _is_forgotten(node: ast.Call, context: Context) -> bool:
    """Whether the function that starts a task never looks at it again, but for keeping it."""
    match next(context.parents(node)):
        case ast.Expr():
            return True
        case ast.Assign(targets=[ast.Name(id=name)]) if function := context.function:
            parents = context.file.parents
            reads = name_reads(function).get(name, ())
            return all(_keeps(parents[read]) for read in reads)
    return False


def _keeps(above: ast.AST) -> bool:
    """Whether what stands around the name of a task stores it or adds a callback."""
    match above:
        case ast.Call(func=ast.Attribute(attr=method)) | ast.Attribute(attr=method):
            return method in TASK_METHODS
    return False
