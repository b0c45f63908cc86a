"""A task that nothing keeps

The event loop holds tasks by weak references alone: one that nobody else refers to can be collected
before it is done, and what it raises is told when nobody can act on it. A callback added on the
spot does not keep it, nor does a name that is never read again in a function that ends.

A task that is awaited, returned, stored or handed on is left alone, and so is one of a `TaskGroup`,
which keeps what it starts. A name that is never read is enough while the function waits for
something else.

## Bad
    import asyncio

    async def send(text: str) -> None: ...

    async def notify(text: str) -> None:
        asyncio.create_task(send(text))

## Good
    import asyncio

    tasks: set[asyncio.Task[None]] = set()

    async def send(text: str) -> None: ...

    async def notify(text: str) -> None:
        task = asyncio.create_task(send(text))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

## Fix
Safe, with `api = "create-task"`: the running loop's `create_task` and `ensure_future` of an
`async def` of the module become `asyncio.create_task`. Unsafe for what else `ensure_future` is
given, which may be a future, and `create_task` takes coroutines only. None for a task that nothing
keeps: where it is kept is the author's choice.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from housestyle_core.facts.event_loop import is_loop, suspensions
from housestyle_core.facts.handlers import last_name
from housestyle_core.facts.name_reads import name_reads
from housestyle_core.finding import Finding
from housestyle_core.record import Record
from housestyle_core.tree.excerpt import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.fix.edit import Fix
    from housestyle_core.fix.place import Place
    from housestyle_core.tree.context import Context, File

ABOUT = frozenset({"create_task", "ensure_future"})
DROPS_RESULT = frozenset(
    {
        *("add_done_callback", "add_signal_handler"),
        *("call_at", "call_later", "call_soon", "call_soon_threadsafe"),
    }
)
FUTURES = frozenset({"gather", "run_in_executor", "shield", "wrap_future"})
"""What gives a future, which others keep until it is done."""
DISPLAYS = (ast.IfExp, ast.BoolOp, ast.List, ast.Tuple, ast.Set, ast.ListComp, ast.SetComp)
RUNNING = {"asyncio.get_running_loop", "asyncio.get_event_loop"}
LOOPS = (ast.For, ast.AsyncFor, ast.While)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Options(Record):
    """`api`: `create-task` also reports the other ways to start a task in a coroutine."""

    api: Literal["any", "create-task"] = "any"


def applies(file: File, _: Options) -> bool:
    """Whether the file has to do with coroutines, which alone can be made tasks."""
    return ast.AsyncFunctionDef in file.kinds or file.imports("asyncio")


def check(node: ast.Call, context: Context, options: Options) -> Iterator[Finding]:
    if last_name(node.func) not in ABOUT or not _starts_task(node, context):
        return
    shown = excerpt(node.func)
    if _is_dropped(node, context):
        yield Finding(
            node,
            f"nothing keeps the task of `{shown}`, so it may vanish before it is done: put it in "
            "a set, and `add_done_callback(tasks.discard)` on it",
        )
    elif options.api == "create-task" and _is_older_spelling(node, context):
        yield Finding(
            node, f"`{shown}` is the older way to start a task: write `asyncio.create_task`"
        )


def _starts_task(node: ast.Call, context: Context) -> bool:
    """Whether a call makes a task: `ensure_future` gives a task that it is given back as it is."""
    name = context.resolve(node.func)
    if name == "asyncio.ensure_future":
        return _is_given_coroutine(node)
    if name == "asyncio.create_task":
        return True
    is_method = isinstance(node.func, ast.Attribute) and node.func.attr == "create_task"
    is_text = bool(node.args) and isinstance(node.args[0], ast.Constant | ast.JoinedStr)
    return is_method and not is_text and is_loop(node.func.value, context)  # type: ignore[attr-defined]


def _is_older_spelling(node: ast.Call, context: Context) -> bool:
    """Whether `asyncio.create_task` takes the same argument here: a coroutine, in a coroutine."""
    other = context.resolve(node.func) != "asyncio.create_task"
    return other and context.in_async and _is_given_coroutine(node)


def _is_given_coroutine(node: ast.Call) -> bool:
    match node.args:
        case [ast.Call(func=function), *_]:
            return last_name(function) not in FUTURES
    return False


def _is_dropped(node: ast.Call, context: Context) -> bool:
    """Whether the task has gone nowhere when its statement is over."""
    inner: ast.AST = node
    for above in context.parents(node):
        match above:
            case ast.Expr():
                return True
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                return inner is node and _goes_with_function(name, above, context)
            case ast.Lambda():
                around = context.file.parents[above]
                return isinstance(around, ast.Call) and last_name(around.func) in DROPS_RESULT
            case ast.Attribute(attr="add_done_callback"):
                pass
            case ast.Call(func=called) if called is inner:
                pass
            case _ if not isinstance(above, DISPLAYS):
                return False
        inner = above
    return False


def _goes_with_function(name: str, statement: ast.stmt, context: Context) -> bool:
    """Whether nobody reads the name that a task has, and its function does not wait meanwhile."""
    found = context.scope.find(name)
    function = found[0].node if found else None
    if not isinstance(function, FUNCTIONS) or _is_read(name, function):
        return False
    lives_in: ast.AST = next(
        above for above in context.parents(statement) if isinstance(above, (*LOOPS, *FUNCTIONS))
    )
    return _last_wait(lives_in) <= (statement.end_lineno or 0, statement.end_col_offset or 0)


def _is_read(name: str, function: ast.AST) -> bool:
    return not {name, "locals"}.isdisjoint(name_reads(function))


@lru_cache(maxsize=1)
def _last_wait(block: ast.AST) -> tuple[int, int]:
    """The line and column where a function or loop waits for the last time; zeros if nowhere."""
    body = [*block.body, *getattr(block, "orelse", ())]  # type: ignore[attr-defined]
    waits = (
        node.target if isinstance(node, ast.comprehension) else node for node in suspensions(body)
    )
    return max(((node.lineno, node.col_offset) for node in waits), default=(0, 0))  # type: ignore[attr-defined]


def fix(node: ast.Call, place: Place, options: Options) -> Fix | None:
    """`asyncio.create_task`, where another way to start a task is all that is wrong."""
    import libcst

    from housestyle_core.fix.edit import Fix

    context = place.context
    is_older = options.api == "create-task" and _is_older_spelling(node, context)
    if node is not place.found or not is_older or _is_dropped(node, context):
        return None
    is_ensured = context.resolve(node.func) == "asyncio.ensure_future"
    if len(node.args) > 1 or (
        node.keywords if is_ensured else not _is_of_running_loop(node, context)
    ):
        return None
    new, call = place.name("asyncio", "create_task"), place.concrete(node)
    if new is None or call is None:
        return None
    code = call.with_changes(func=libcst.parse_expression(new.text))
    safe = not is_ensured or _is_of_async_def(node.args[0], context)
    return Fix((place.replace(node, code),), new.imports, safe)


def _is_of_running_loop(node: ast.Call, context: Context) -> bool:
    loop = getattr(node.func, "value", None)
    return isinstance(loop, ast.Call) and context.resolve(loop.func) in RUNNING


def _is_of_async_def(value: ast.expr, context: Context) -> bool:
    """Whether a value is the coroutine of an `async def` that the file shows."""
    function = value.func if isinstance(value, ast.Call) else value
    found = context.scope.find(function.id) if isinstance(function, ast.Name) else None
    node = found[1][0].node if found and len(found[1]) == 1 else None
    return (
        isinstance(node, ast.AsyncFunctionDef)
        and not node.decorator_list
        and not any(isinstance(inner, ast.Yield) for inner in ast.walk(node))
    )
