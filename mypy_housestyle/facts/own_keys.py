"""Which uses may run a plain function of the same module that blocks, by the keys of `use_keys`.

Only there can flake8 have said what a chain across modules says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n

from mypy_housestyle.facts.own_causes import may_block_by_itself
from mypy_housestyle.facts.said import said_of
from mypy_housestyle.facts.use_keys import ANYTHING, METHODS, keys_of_function

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_housestyle.facts.code import Code, Function
    from mypy_housestyle.facts.project import Project
    from mypy_housestyle.facts.runs import Run


def may_run_own(run: Run, function: Function, project: Project) -> bool:
    """Whether in the lines where `function` runs something a plain one of its module may block.

    A name for something is not followed, nor is it known what code that mypy skips defines.
    """
    code = project.here
    if code.is_partial or said_of(code.tree.path).calls.extra:
        return True
    line, own = run.place.line, {*_own_keys(code)}
    here = [
        (key, use)
        for key, uses in function.uses.items()
        for use in uses
        if use.line <= line <= _last_line(use)
    ]
    keys = {key for key, _ in here if key in own}
    if any(isinstance(use, n.CallExpr) and n.ARG_STAR in use.arg_kinds for _, use in here):
        keys.add(METHODS[n.StarExpr])
    return bool(keys) and may_block_by_itself(keys, code)


def _own_keys(code: Code) -> Iterator[str]:
    """The keys by which a module may run its own functions: a class runs its constructor."""
    yield ANYTHING
    for name, info in code.classes.items():
        if info.module_name == code.tree.fullname:
            yield name
    for node in code.functions:
        if not node.is_coroutine:
            yield from keys_of_function(node)


def _last_line(use: n.Node) -> int:
    """Where a use ends, a statement before what is in it."""
    match use:
        case n.ForStmt(expr=head) | n.WithStmt(expr=[*_, head]):
            use = head
    return use.end_line or use.line
