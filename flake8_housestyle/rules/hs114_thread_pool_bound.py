"""A thread pool without a sensible bound

Beyond about two threads a core, more threads answer no sooner: they wait for the interpreter's
lock, for connections and for each other, and each takes its memory. A pool as large as its input
(`max_workers=len(urls)`) starts as many threads as a caller cares to ask for.

Judged is what the file tells: numbers, constants, `len(...)` of what is no constant, and multiples
of the cores, also inside `min`, `max` and conditions; and the limit of AnyIO's worker threads,
which run sync route handlers. A size that comes from settings is the operator's. Tests are left
alone, and so are processes.

## Bad
    from concurrent.futures import ThreadPoolExecutor


    def load_all(urls: list[str]) -> list[bytes]:
        with ThreadPoolExecutor(max_workers=len(urls)) as pool:
            return list(pool.map(load, urls))

## Good
    from concurrent.futures import ThreadPoolExecutor


    def load_all(urls: list[str]) -> list[bytes]:
        with ThreadPoolExecutor(max_workers=min(8, len(urls))) as pool:
            return list(pool.map(load, urls))

## Fix
None: what suits the work is the author's to say.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.modules import is_test
from housestyle_core.facts.thread_pools import LIMITER, SIZE_PARAMETERS, pool_size, worker_limit
from housestyle_core.finding import Finding
from housestyle_core.record import Record
from housestyle_core.tree.excerpt import cut, excerpt
from housestyle_core.tree.names import last_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context, File

ABOUT = last_names(SIZE_PARAMETERS)
CORES = {
    "multiprocessing.cpu_count",
    "os.cpu_count",
    "os.process_cpu_count",
    "psutil.cpu_count",
}


class Options(Record):
    """How large a pool may be.

    `max`: threads, where the size is a number. `per-cpu`: threads a core, where it is a multiple.
    `explicit`: whether a pool has to name its size; Python's own choice is five to 32 threads.
    """

    max: int = 32
    per_cpu: int = 2
    explicit: bool = False


def applies(file: File, _: Options) -> bool:
    """Whether the file may make a thread pool, outside tests."""
    return file.can_reach({*SIZE_PARAMETERS, LIMITER}) and not is_test(file.relative)


def check(node: ast.Call | ast.Assign, context: Context, options: Options) -> Iterator[Finding]:
    size = worker_limit(node, context) if isinstance(node, ast.Assign) else pool_size(node, context)
    if isinstance(size, str):
        if options.explicit:
            fault = f"`{excerpt(node)}` is as large as the machine decides"
            yield Finding(node, f"{fault}: pass `{size}`")
    elif size and (fault_and_remedy := _fault(size, context, options)):
        yield Finding(size, f"`{excerpt(size)}` {fault_and_remedy}")


def _fault(
    size: ast.expr, context: Context, options: Options, seen: frozenset[str] = frozenset()
) -> str | None:
    """What is wrong with a size, and what to write; None where nothing is, or nobody knows.

    `seen` are the names on the way to it: `SIZE = min(SIZE, 64)` leads to itself.
    """
    match size:
        case ast.Constant(value=int(number)) if number > options.max:
            return f"is more than {options.max} threads: write {options.max} or less"
        case ast.Call(func=ast.Name(id="len"), args=[items]) if not _is_constant(items):
            bound = cut(f"min({options.max}, {ast.unparse(size)})")
            return f"is as many threads as there are items: write `{bound}`"
        case ast.Call(func=ast.Name(id="min"), args=parts):
            return _agreed([_fault(part, context, options, seen) for part in parts])
        case ast.BinOp(op=ast.Mult(), left=left, right=right):
            return _multiple(left, right, context, options)
        case ast.Name(id=name) if name not in seen and (found := context.scope.find(name)):
            scope, bindings = found
            values = [binding.value for binding in bindings]
            if len(values) == 1 and values[0] is not None:
                return _fault(values[0], context._replace(scope=scope), options, seen | {name})
    faults = (_fault(part, context, options, seen) for part in _choices(size))
    return next(filter(None, faults), None)


def _choices(size: ast.expr) -> list[ast.expr]:
    """What a condition, or the larger of several, may give."""
    match size:
        case ast.IfExp(body=one, orelse=other):
            return [one, other]
        case ast.BoolOp(values=values) | ast.Call(func=ast.Name(id="max"), args=values):
            return values
    return []


def _agreed(faults: list[str | None]) -> str | None:
    return faults[0] if faults and all(faults) else None


def _multiple(left: ast.expr, right: ast.expr, context: Context, options: Options) -> str | None:
    """The fault of a multiple of the cores, with the number on either side."""
    for cores, number in ((left, right), (right, left)):
        match number:
            case ast.Constant(value=int(factor)) if factor > options.per_cpu:
                if any(context.resolve(inner) in CORES for inner in _functions(cores)):
                    at_most = ast.BinOp(cores, ast.Mult(), ast.Constant(options.per_cpu))
                    return f"is more than {options.per_cpu} per core: write `{excerpt(at_most)}`"
    return None


def _functions(expression: ast.expr) -> list[ast.expr]:
    calls = (node for node in ast.walk(expression) if isinstance(node, ast.Call))
    return [call.func for call in calls]


def _is_constant(items: ast.expr) -> bool:
    name = getattr(items, "attr", getattr(items, "id", ""))
    return name.isupper() or isinstance(items, ast.Tuple | ast.List | ast.Constant)
