"""A route handler that needs no thread

FastAPI runs a handler that is no coroutine in one of its forty threads, which is right where the
handler blocks, and a detour with a queue in front of it where it does not.

A handler that may block is left alone, for as a coroutine it would stop everybody: one that calls
anything but what is known to compute only, that imports, enters a context, or is given something
by `Depends`. So is one with other decorators than those of its routes, which may call it. What
blocks in a coroutine is the matter of blocking-call-in-async.

## Bad
    from fastapi import APIRouter

    router = APIRouter()

    @router.get("/health")
    def health() -> dict[str, bool]:
        return {"ok": True}

## Good
    from fastapi import APIRouter

    router = APIRouter()

    @router.get("/health")
    async def health() -> dict[str, bool]:
        return {"ok": True}

## Fix
None yet: whoever calls the handler as a function has to `await` it then.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import client_parameters, registrations
from housestyle_core.facts.handlers import own_nodes
from housestyle_core.finding import Finding, Span
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context

BLOCKING_BUILTINS = frozenset(
    f"builtins.{name}"
    for name in ("__import__", "breakpoint", "compile", "eval", "exec", "input", "open", "print")
)
HARMLESS = frozenset(
    {
        *("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.date.today"),
        *("os.environ.get", "os.getenv", "time.monotonic", "time.perf_counter", "time.time"),
        *("uuid.uuid4", "uuid.uuid7"),
    }
)
METHODS = frozenset(
    {
        *("capitalize", "casefold", "endswith", "format", "isdigit", "join", "lower", "lstrip"),
        *("partition", "removeprefix", "removesuffix", "replace", "rpartition", "rsplit", "rstrip"),
        *("split", "splitlines", "startswith", "strip", "title", "upper", "append", "extend"),
        *("items", "keys", "setdefault", "values", "isoformat", "timestamp"),
        *("model_copy", "model_dump"),
    }
)
BLOCKING = frozenset({"os.replace", "subprocess.Popen"})
BLOCKING_MODULES = (
    "ftplib.",
    "imaplib.",
    "poplib.",
    "shutil.",
    "smtplib.",
    "tempfile.",
    "zipfile.",
)
COUNTS = {"join": {1}, "items": {0}, "keys": {0}, "values": {0}, "replace": {2, 3}}
"""How many arguments a method takes of text and dicts, unlike that of a thread, a path or Redis."""
MAY_BLOCK = (ast.With, ast.Import, ast.ImportFrom, ast.Yield, ast.YieldFrom)


class Options(Record):
    """`exempt`: paths of routes that may stay as they are, as their decorators spell them."""

    exempt: tuple[str, ...] = ()


def check(node: ast.FunctionDef, context: Context, options: Options) -> Iterator[Finding]:
    routes = registrations(node, context) if node.decorator_list else []
    if not routes or any(_path(route) in options.exempt for route in routes):
        return
    if len(routes) < len(node.decorator_list):
        return  # another decorator may call the function, and want no coroutine of it
    if _is_injected(node, context) or any(
        _may_block(inner, context) for inner in own_nodes(node.body)
    ):
        return
    end = node.col_offset + len(f"def {node.name}".encode())
    yield Finding(
        Span(node.lineno, node.col_offset, node.lineno, end),
        f"`{node.name}` takes a thread of FastAPI though nothing in it can block: write "
        f"`async def {node.name}`",
    )


def _path(route: ast.Call) -> object:
    given = [*route.args[:1], *(word.value for word in route.keywords if word.arg == "path")]
    return given[0].value if given and isinstance(given[0], ast.Constant) else None


def _is_injected(function: ast.FunctionDef, context: Context) -> bool:
    """Whether a parameter is, or may be, what a dependency gives."""
    arguments = function.args
    count = len([*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs])
    return count != len([*client_parameters(function, context.scope)])


def _may_block(node: ast.AST, context: Context) -> bool:
    """Whether a part of the body may wait for something."""
    if not isinstance(node, ast.Call):
        return isinstance(node, MAY_BLOCK)
    called = context.resolve(node.func) or ""
    if called in BLOCKING or called.startswith(BLOCKING_MODULES):
        return True
    match node:
        case ast.Call(func=ast.Attribute(attr=name), args=given) if name in METHODS:
            return len(given) not in COUNTS.get(name, {len(given)})
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name[:1].isupper():
            return False
    is_builtin = called.startswith("builtins.") and called not in BLOCKING_BUILTINS
    return not is_builtin and called not in HARMLESS
