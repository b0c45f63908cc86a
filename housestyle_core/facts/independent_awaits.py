"""Awaited reads that do not depend on each other, as far as one file proves it.

A read is a call that changes nothing and whose receiver may serve several at once: a GET of an
HTTP client, a read of a file in a thread. Queries are none: a session or connection of a database
serves one at a time, and a client of a cache has a pipeline or a command for several keys.
"""

from __future__ import annotations

import ast
from itertools import takewhile
from typing import TYPE_CHECKING

from housestyle_core.facts.await_timeouts import awaited_name
from housestyle_core.record import Record

if TYPE_CHECKING:
    from housestyle_core.tree.context import Context

READS = frozenset(
    f"{owner}.{name}"
    for owner, names in {
        "aiohttp.ClientSession": "get head options",
        "anyio.Path": "exists is_dir is_file read_bytes read_text stat",
        "httpx.AsyncClient": "get head options",
        "httpx2.AsyncClient": "get head options",
    }.items()
    for name in names.split()
)
BLOCKS = ("body", "orelse", "finalbody")
FILE_READS = ("read_bytes", "read_text", "stat")
TO_THREAD = ("asyncio.to_thread", "anyio.to_thread.run_sync")


class Options(Record):
    """`reads`: more calls that only read, by dotted name; functions of the project, for example.

    `min-run`: from how many awaits in a row on they are reported.
    """

    reads: tuple[str, ...] = ()
    min_run: int = 2


class Step(Record):
    """A statement that awaits a read and names its result."""

    statement: ast.stmt
    name: str
    call: ast.Call


def row_from(node: ast.Await, context: Context, options: Options) -> list[Step] | None:
    """The reads in a row that start with this one, none of which uses a result before it.

    None where the await is no such read or one stands before it in its row.
    """
    statement = context.file.parents.get(node)
    if not isinstance(statement, ast.stmt) or (own := _step(statement, context, options)) is None:
        return None
    block = _block_of(statement, context)
    here = block.index(statement) if block else 0
    before = (_step(each, context, options) for each in reversed(block[:here]))
    row: list[Step] = []
    for step in (*reversed([*takewhile(bool, before)]), own):
        assert step
        row = [step] if _depends(step, row) else [*row, step]
    if row != [own]:
        return None
    for each in block[here + 1 :]:
        step = _step(each, context, options)
        if step is None or _depends(step, row):
            break
        row.append(step)
    return row


def _block_of(statement: ast.stmt, context: Context) -> list[ast.stmt]:
    """The statements that a statement stands among."""
    parent = context.file.parents.get(statement)
    blocks = (getattr(parent, name, None) for name in BLOCKS)
    return next((block for block in blocks if isinstance(block, list) and statement in block), [])


def _step(statement: ast.stmt, context: Context, options: Options) -> Step | None:
    match statement:
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=ast.Await(value=ast.Call() as call))
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.Await(value=ast.Call() as call))
        ) if _reads(call, context, options):
            return Step(statement, name, call)
    return None


def _reads(call: ast.Call, context: Context, options: Options) -> bool:
    """Whether a call only reads, and its arguments do nothing but name values."""
    name = awaited_name(call.func, context)
    if name in TO_THREAD:
        is_read = bool(call.args) and getattr(call.args[0], "attr", None) in FILE_READS
    else:
        is_read = name is not None and (name in READS or name in options.reads)
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return is_read and not any(
        isinstance(node, ast.Call | ast.Await | ast.NamedExpr | ast.Yield)
        for value in given
        for node in ast.walk(value)
    )


def _depends(step: Step, row: list[Step]) -> bool:
    """Whether a read uses, or gives anew, the result of one before it."""
    named = {node.id for node in ast.walk(step.call) if isinstance(node, ast.Name)} | {step.name}
    return not named.isdisjoint(before.name for before in row)
