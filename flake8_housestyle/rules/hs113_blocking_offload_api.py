"""Blocking work handed to a thread in another way than the project's

The ways differ in what a thread gets to see and in the pool that it comes from: what runs through
`loop.run_in_executor(None, ...)` does not see the context variables, so log lines lose the request
id and traces their span; `anyio.to_thread.run_sync` and `run_in_threadpool` share one limit,
`asyncio.to_thread` has another. Without a choice all are allowed but the first.

Left alone are `run_in_executor` with an executor of its own, be it of threads or of processes, and
where it is not awaited on the spot, for it starts at once; `anyio` with a `limiter` or
`abandon_on_cancel`, which only it knows, and in files that use `trio`.

## Bad
    import asyncio


    async def load(path: str) -> bytes:
        return await asyncio.get_running_loop().run_in_executor(None, read, path)

## Good
    import asyncio


    async def load(path: str) -> bytes:
        return await asyncio.to_thread(read, path)

## Fix
Safe from `run_in_executor(None, ...)` to `asyncio.to_thread`, for the pool stays the same. Unsafe
from other ways, and to `anyio.to_thread.run_sync`, which takes no keywords: limits and the ways to
cancel differ. A name of the loop that nothing reads any more stays. A context that is copied by
hand, and what else is first of `allowed`, a person has to write.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Literal

from housestyle_core.facts.library_use import PARTIAL
from housestyle_core.finding import Finding
from housestyle_core.record import Record
from housestyle_core.tree.excerpt import WIDTH
from housestyle_core.tree.names import last_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.fix.edit import Fix
    from housestyle_core.fix.place import Place
    from housestyle_core.tree.context import Context, File

Api = Literal[
    "asyncio.to_thread",
    "anyio.to_thread.run_sync",
    "run_in_executor",
    "run_in_threadpool",
    "sync_to_async",
    "asyncify",
]
EXECUTOR: Api = "run_in_executor"
APIS: dict[str, Api] = {
    "asyncio.to_thread": "asyncio.to_thread",
    "anyio.to_thread.run_sync": "anyio.to_thread.run_sync",
    "fastapi.concurrency.run_in_threadpool": "run_in_threadpool",
    "starlette.concurrency.run_in_threadpool": "run_in_threadpool",
    "asgiref.sync.sync_to_async": "sync_to_async",
    "asyncer.asyncify": "asyncify",
}
ABOUT = {EXECUTOR, *last_names(APIS)}
CURRIED = {"sync_to_async", "asyncify"}
ONLY_ANYIO = {"limiter", "abandon_on_cancel", "cancellable"}
COPY = "contextvars.copy_context"
CALLED = {"asyncio.to_thread": "asyncio", "anyio.to_thread.run_sync": "anyio"}
AWAITING = {"asyncio.gather", "asyncio.wait_for", "asyncio.shield"}


class Options(Record):
    """`allowed`: the ways to hand work to a thread; messages recommend the first."""

    allowed: tuple[Api, ...] = (
        "asyncio.to_thread",
        "anyio.to_thread.run_sync",
        "run_in_threadpool",
        "sync_to_async",
        "asyncify",
    )


def applies(file: File, options: Options) -> bool:
    """Whether anything in the file can be offloaded, and a way to do so is allowed."""
    return ast.AsyncFunctionDef in file.kinds and bool(options.allowed)


def check(node: ast.Call, context: Context, options: Options) -> Iterator[Finding]:
    api = _api(node, context)
    if api is None or api in options.allowed:
        return
    given = node.args[1:] if api == EXECUTOR else node.args
    inner = _in_copied_context(given, context) if api == EXECUTOR else None
    instead = _written(options.allowed[0], inner or given, node.keywords, api)
    if inner:
        fault = "`run_in_executor` with a copied context is what `asyncio.to_thread` is made for"
    elif api == EXECUTOR:
        fault = "`run_in_executor(None, ...)` copies no context variables"
    else:
        fault = f"`{api}` is not how this project hands work to a thread"
    yield Finding(node, f"{fault}: write `{instead}`")


def _api(node: ast.Call, context: Context) -> Api | None:
    """The way in which a call hands work to a thread, if another one can do the same."""
    if isinstance(node.func, ast.Attribute) and node.func.attr not in ABOUT:
        return None
    match node:
        case ast.Call(func=ast.Attribute(attr="run_in_executor"), args=[ast.Constant(None), _, *_]):
            return EXECUTOR if _is_awaited(node, context) else None
    api = APIS.get(context.resolve(node.func) or "")
    keywords = {keyword.arg for keyword in node.keywords}
    is_special = api == "anyio.to_thread.run_sync" and (
        keywords & ONLY_ANYIO or context.file.imports("trio")
    )
    return api if node.args and not is_special else None


def _is_awaited(node: ast.Call, context: Context) -> bool:
    above = next(context.parents(node))
    is_given = isinstance(above, ast.Call) and context.resolve(above.func) in AWAITING
    return isinstance(above, ast.Await) or is_given


def _in_copied_context(given: list[ast.expr], context: Context) -> list[ast.expr] | None:
    """What a copied context runs: in `context.run, f, x`, or in a `partial` of these."""
    match [_behind(given[0], context), *given[1:]]:
        case [ast.Call(func=wrapper, args=[_, *_] as inner)] if context.resolve(wrapper) in PARTIAL:
            given = inner
    match [_behind(given[0], context), *given[1:]]:
        case [ast.Attribute(attr="run", value=runner), _, *_]:
            made = _behind(runner, context)
            is_copy = isinstance(made, ast.Call) and context.resolve(made.func) == COPY
            return given[1:] if is_copy else None
    return None


def _behind(expression: ast.expr, context: Context) -> ast.expr:
    """The value of a name that is bound once."""
    found = context.scope.find(expression.id) if isinstance(expression, ast.Name) else None
    return found[1][0].value or expression if found and len(found[1]) == 1 else expression


def _written(api: Api, given: list[ast.expr], keywords: list[ast.keyword], old: Api) -> str:
    """The call in another way, without its arguments where they are many."""
    words = [*map(ast.unparse, given), *map(ast.unparse, keywords)]
    text = f"{api}({', '.join(words)})"
    if api == EXECUTOR:
        text = f"{api}({', '.join(['None', *words])})"
    elif api == "anyio.to_thread.run_sync" and keywords:
        text = f"{api}(partial({', '.join(words)}))"
    elif api in CURRIED:
        text = f"{api}({words[0]})({', '.join(words[1:])})"
    return text if old not in CURRIED and len(text) <= WIDTH else f"{api}(...)"


def fix(node: ast.Call, place: Place, options: Options) -> Fix | None:
    """The same function and arguments, handed to a thread in the project's way."""
    import libcst

    from housestyle_core.fix.edit import Fix

    old, new = _api(node, place.context), options.allowed[0]
    given = node.args[1:] if old == EXECUTOR else node.args
    if (
        new not in CALLED
        or old in CURRIED
        or (old != EXECUTOR and not _is_awaited(node, place.context))
    ):
        return None
    if (old == EXECUTOR and _in_copied_context(given, place.context)) or (
        new != "asyncio.to_thread" and node.keywords
    ):
        return None
    module = CALLED[new]
    name, call = place.name(module, new.removeprefix(f"{module}.")), place.concrete(node)
    if name is None or call is None:
        return None
    args = call.args[1:] if old == EXECUTOR else call.args
    code = call.with_changes(func=libcst.parse_expression(name.text), args=args)
    safe = (old, new) == (EXECUTOR, "asyncio.to_thread")
    return Fix((place.replace(node, code),), name.imports, safe)
