"""What in the way a call is written tells that it does not block after all."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.blocking.lookup import owners
from housestyle_core.blocking.public_names import public_name
from housestyle_core.infer import called_name, infer_type

if TYPE_CHECKING:
    from housestyle_core.blocking.lookup import Blocking
    from housestyle_core.context import Context

IN_MEMORY = frozenset({"io.BytesIO", "io.StringIO"})
STANDARD = frozenset({"sys.stderr", "sys.stdout"})
OFFLOADERS = frozenset(
    {
        "anyio.to_thread.run_sync",
        "asgiref.sync.sync_to_async",
        "asyncio.to_thread",
        "fastapi.concurrency.iterate_in_threadpool",
        "fastapi.concurrency.run_in_threadpool",
        "starlette.concurrency.iterate_in_threadpool",
        "starlette.concurrency.run_in_threadpool",
        "trio.to_thread.run_sync",
    }
)
EXECUTOR_METHODS = frozenset({"run_in_executor", "run_sync", "submit"})
NO_WAIT = {"block": False, "blocking": False, "timeout": 0, "wait": False}
WAITING = frozenset({"acquire", "get", "join", "put", "result", "wait", "wait_for"})


def is_excused(node: ast.expr, found: Blocking, context: Context) -> bool:
    """Whether the use of `found` at `node`, a call or what `for` or `with` is about, is clean."""
    family = found.family
    return (
        is_awaited(node, context)
        or _runs_in_thread(node, context, lazy=family.lazy)
        or _is_for_type_checkers(node, context)
        or (family.of_handle and _opened_here(node, context))
        or (family.name == "socket" and _sets_nonblocking(context))
        or (isinstance(node, ast.Call) and _is_told_not_to(node, found, context))
    )


def _is_told_not_to(node: ast.Call, found: Blocking, context: Context) -> bool:
    """Whether the arguments of a call, or their absence, keep it from blocking."""
    arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
    return (
        (found.family.needs_arguments and not arguments)
        or (found.family.takes_buffer and _has_buffer(node, arguments, context))
        or _never_waits(node, found)
    )


def is_awaited(node: ast.AST, context: Context) -> bool:
    """Whether `await`, `async with` or `async for` takes what `node` gives."""
    parent = context.file.parents.get(node)
    match parent:
        case ast.Await() | ast.AsyncFor():
            return True
        case ast.comprehension(is_async=1, iter=items):
            return items is node
        case ast.withitem():
            return isinstance(context.file.parents.get(parent), ast.AsyncWith)
    return False


def _runs_in_thread(node: ast.expr, context: Context, *, lazy: bool) -> bool:
    """Whether a thread iterates: over this call, or over the generator expression around it."""
    inner: ast.AST = node
    for parent in context.parents(node):
        if isinstance(inner, ast.GeneratorExp) or (lazy and inner is node):
            if isinstance(parent, ast.Call) and _is_offloader(parent, context):
                return inner is node or not _is_first_source(node, inner)
        elif isinstance(parent, ast.stmt):
            return False
        inner = parent
    return False


def _is_for_type_checkers(node: ast.expr, context: Context) -> bool:
    return any(
        isinstance(parent, ast.If) and context.resolve(parent.test) == "typing.TYPE_CHECKING"
        for parent in context.parents(node)
    )


def _sets_nonblocking(context: Context) -> bool:
    """Whether the function around makes a socket return at once."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("setblocking", "settimeout")
        and any(isinstance(given, ast.Constant) and given.value == 0 for given in node.args)
        for node in ast.walk(context.function or context.file.tree)
    )


def _is_offloader(call: ast.Call, context: Context) -> bool:
    method = call.func.attr if isinstance(call.func, ast.Attribute) else None
    return context.resolve(call.func) in OFFLOADERS or method in EXECUTOR_METHODS


def _is_first_source(node: ast.expr, generator: ast.AST) -> bool:
    """Whether `node` is in what a generator expression runs over, which is made at once."""
    return isinstance(generator, ast.GeneratorExp) and any(
        inner is node for inner in ast.walk(generator.generators[0].iter)
    )


def _opened_here(node: ast.expr, context: Context) -> bool:
    """Whether the handle was opened in the same function, where that is reported, or is a given."""
    handle = node.func.value if _is_method(node) else node  # type: ignore[attr-defined]
    if isinstance(handle, ast.Call) or context.resolve(handle) in STANDARD:
        return True
    found = context.scope.find(handle.id) if isinstance(handle, ast.Name) else None
    if found is None or found[0].function() is not context.function:
        return False
    values = [
        binding.node.context_expr if isinstance(binding.node, ast.withitem) else binding.value
        for binding in found[1]
    ]
    return any(isinstance(value, ast.Call) and _opens(value, context) for value in values)


def _opens(call: ast.Call, context: Context) -> bool:
    name = called_name(call.func, context)
    owner, _, last = public_name(name or "").rpartition(".")
    return (owner in owners() and last in owners()[owner].calls) or _last(call.func) == "open"


def _last(called: ast.expr) -> str | None:
    return called.attr if isinstance(called, ast.Attribute) else None


def _is_method(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)


def _has_buffer(node: ast.Call, arguments: list[ast.expr], context: Context) -> bool:
    given = any(keyword.arg == "fileobj" for keyword in node.keywords)
    return given or any(infer_type(argument, context) in IN_MEMORY for argument in arguments)


def _never_waits(node: ast.Call, found: Blocking) -> bool:
    if found.family.cost not in ("lock", "process", "network"):
        return False
    method = found.name.rpartition(".")[2]
    first = node.args[0] if node.args and method in WAITING else None
    if isinstance(first, ast.Constant) and first.value in (0, False):
        return True
    return any(
        isinstance(keyword.value, ast.Constant)
        and keyword.arg in NO_WAIT
        and keyword.value.value == NO_WAIT[keyword.arg]
        and keyword.value.value is not None
        for keyword in node.keywords
    )
