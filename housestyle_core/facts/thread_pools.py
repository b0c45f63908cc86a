"""Thread pools, and how large they are made."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from housestyle_core.tree.context import Context

SIZE_PARAMETERS = {
    "concurrent.futures.ThreadPoolExecutor": "max_workers",
    "concurrent.futures.thread.ThreadPoolExecutor": "max_workers",
    "multiprocessing.dummy.Pool": "processes",
    "multiprocessing.pool.ThreadPool": "processes",
}
LIMITER = "anyio.to_thread.current_default_thread_limiter"


def worker_limit(node: ast.Assign, context: Context) -> ast.expr | None:
    """The number that the worker threads of AnyIO are limited to."""
    match node.targets:
        case [ast.Attribute(attr="total_tokens", value=ast.Call(func=limiter))]:
            return node.value if context.resolve(limiter) == LIMITER else None
    return None


def pool_size(node: ast.Call, context: Context) -> ast.expr | str | None:
    """The size that a thread pool is given, or the name of the parameter that it is not."""
    parameter = SIZE_PARAMETERS.get(context.resolve(node.func) or "")
    if parameter is None or any(keyword.arg is None for keyword in node.keywords):
        return None
    named = [keyword.value for keyword in node.keywords if keyword.arg == parameter]
    size = next(iter((*node.args[:1], *named)), None)
    return parameter if size is None or _is_none(size) else size


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None
