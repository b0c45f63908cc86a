"""The chains of calls inside one file that end in a call that blocks."""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING

from housestyle_core.facts.blocking.chains import Chain, Options, Step, shortest_chains
from housestyle_core.facts.blocking.memos import is_first_use
from housestyle_core.facts.blocking.undisturbed import is_undisturbed
from housestyle_core.facts.blocking.uses import blocking_uses, may_block
from housestyle_core.facts.own_calls import USES, OwnUse, may_run_own, own_names, own_uses
from housestyle_core.facts.own_functions import CACHES, has_decorator, wrappers
from housestyle_core.facts.packages import package_of
from housestyle_core.record import Record
from housestyle_core.tree.context import Context

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.facts.blocking.lookup import Blocking as Found
    from housestyle_core.facts.blocking.lookup import Options as Blocking
    from housestyle_core.tree.context import File
    from housestyle_core.tree.regions import Region

    Code = dict[ast.AST | None, list[Region]]
    Uses = dict[ast.FunctionDef, list[tuple[OwnUse, Context]]]


class Use(Record):
    """Asynchronous code that runs a function of the file which blocks."""

    own: OwnUse
    context: Context
    chain: Chain


def blocking_chains(file: File, options: Options, blocking: Blocking) -> Iterator[Use]:
    """Every use of a blocking function of the file where an event loop has other things to do."""
    code = _code_by_function(file)
    found = [
        (use, context)
        for function, regions in code.items()
        if isinstance(function, ast.AsyncFunctionDef)
        for use, context in _uses(regions, file)
    ]
    chains = _chains([use.function for use, _ in found], code, file, options, blocking)
    for use, context in found:
        chain = chains.get(use.function)
        if chain and not is_undisturbed(context.function, file):
            yield Use(use, context, chain)


def _code_by_function(file: File) -> Code:
    """What the walk found, by the function that it runs in; None for what runs at import."""
    code: Code = {}
    for region in file.regions:
        code.setdefault(region.scope.function(), []).append(region)
    return code


def _uses(regions: list[Region], file: File) -> Iterator[tuple[OwnUse, Context]]:
    own = own_names(file.scope)
    for nodes, scope, in_annotation, quoted in regions:
        context = Context(file, scope, in_annotation, quoted)
        if not in_annotation:
            for node in nodes:
                if type(node) in USES and may_run_own(node, own):
                    yield from ((use, context) for use in own_uses(node, context))


def _chains(
    roots: list[ast.FunctionDef], code: Code, file: File, options: Options, blocking: Blocking
) -> dict[ast.FunctionDef, Chain]:
    """The chain of each function that blocks and can be reached from `roots`."""
    own: dict[ast.FunctionDef, Chain] = {}
    uses: Uses = {}
    called: dict[ast.FunctionDef, list[ast.FunctionDef]] = {}
    steps: dict[ast.FunctionDef, Step] = {}
    whole = Context(file, file.scope, in_annotation=False, quoted=False)
    waiting = [*roots]
    while waiting:
        function = waiting.pop()
        if function in steps:
            continue
        step = Step(_module(file), _name(function, file), has_decorator(function, CACHES, whole))
        steps[function] = step
        if not options.allows(step):
            regions = code.get(function, [])
            uses[function] = [*_uses(regions, file)]
            called[function] = [use.function for use, _ in uses[function]]
            called[function] += wrappers(function, whole)
            waiting += called[function]
            if cause := _cause(regions, file, blocking):
                own[function] = Chain((step,), cause[1].shown, step.module, "", cause[0].lineno)
    return shortest_chains(own, called, steps, partial(_calls_once, uses))


def _calls_once(uses: Uses, caller: ast.FunctionDef, function: ast.FunctionDef) -> bool:
    """Whether a function calls another only until it has kept what that gives."""
    found = [(use, at) for use, at in uses[caller] if use.function is function]
    return bool(found) and all(is_first_use(use.place, at) for use, at in found)


def _cause(regions: list[Region], file: File, options: Blocking) -> tuple[ast.expr, Found] | None:
    """The first of what blocks in a function, but for what makes a value that it keeps."""
    found = [
        use
        for nodes, scope, in_annotation, quoted in regions
        for at in [Context(file, scope, in_annotation, quoted)]
        for node in nodes
        if may_block(node, at, options)
        for use in blocking_uses(node, at, options)
        if not is_first_use(use[0], at)
    ]
    return min(found, key=_end, default=None)


def _end(use: tuple[ast.expr, Found]) -> tuple[int, int]:
    """Calls run in the order in which they end."""
    return use[0].end_lineno or 0, use[0].end_col_offset or 0


def _module(file: File) -> str:
    return ".".join((*package_of(file), file.relative.stem))


def _name(function: ast.FunctionDef, file: File) -> str:
    around = file.parents[function]
    return f"{around.name}.{function.name}" if isinstance(around, ast.ClassDef) else function.name
