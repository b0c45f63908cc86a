"""Which uses may run a plain function of the same module that blocks, by the keys of `use_keys`.

Only there can flake8 have said what a chain across modules says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n

from mypy_housestyle.facts.own_causes import may_block_by_itself
from mypy_housestyle.facts.runs import runs
from mypy_housestyle.facts.said import said_of
from mypy_housestyle.facts.signatures import fullname_of, implementation
from mypy_housestyle.facts.use_keys import ANYTHING, METHODS, SPECIAL, keys_of_function
from mypy_housestyle.walk import statements

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
    keys = {key for key, use in here if key in own and _may_be_own(use, function, project)}
    if any(isinstance(use, n.CallExpr) and n.ARG_STAR in use.arg_kinds for _, use in here):
        keys.add(METHODS[n.StarExpr])
    return bool(keys) and may_block_by_itself(keys, code)


def _may_be_own(use: n.Node, function: Function, project: Project) -> bool:
    """Whether a call or a manager may run the module's own, or rather nobody knows what it runs.

    What a loop runs, and a call that iterates or measures, is of another kind than its operand.
    """
    match use:
        case n.CallExpr(callee=callee) if fullname_of(callee) not in SPECIAL:
            receiver = callee.expr if isinstance(callee, n.MemberExpr) else callee
        case n.WithStmt(expr=[receiver]):
            pass
        case _:
            return True
    targets = [run.target for run in runs(use, project.reader())]
    return not targets or any(
        _is_of(target.node, project.here)
        or (target.kind is not None and not _is_elsewhere(receiver, target.kind, function, project))
        for target in targets
    )


def _is_elsewhere(
    receiver: n.Expression, kind: n.TypeInfo, function: Function, project: Project
) -> bool:
    """Whether flake8 takes what a method is called on for no class of the module, as mypy does.

    The one looks methods up in the classes of the file alone, and knows of attributes what the file
    gives them: so both must know it from one declaration, of a class without bases of the module.
    """
    if _is_own_kind(kind, project):
        return False
    match receiver:
        case n.RefExpr(node=n.TypeInfo()) | n.CallExpr(callee=n.RefExpr(node=n.TypeInfo())):
            return True
        case n.NameExpr(node=n.Var() as variable):
            asks = any(isinstance(item, n.MatchStmt) for item in statements(function.node))
            return not asks and _is_declared(variable, project)
        case n.MemberExpr(expr=n.NameExpr(node=n.Var(is_self=True)) as owner, name=name):
            held = [each.type.names.get(name) for each in project.reader().instances(owner)]
            return all(symbol and _is_declared(symbol.node, project) for symbol in held)
    return False


def _is_declared(variable: n.SymbolNode | None, project: Project) -> bool:
    """Whether a variable has a declaration, and no value that is of a class of the module."""
    if not isinstance(variable, n.Var) or variable.type is None or variable.is_inferred:
        return False
    reader = project.reader()
    given = (each for source in project.here.sources(variable) for each in reader.given(source))
    return not any(_is_own_kind(each.type, project) for each in given)


def _is_own_kind(kind: n.TypeInfo, project: Project) -> bool:
    return any(base.module_name == project.here.tree.fullname for base in kind.mro)


def _is_of(node: n.SymbolNode | None, code: Code) -> bool:
    if isinstance(node, n.TypeInfo):
        return node.module_name == code.tree.fullname
    function = implementation(node)
    return function is None or function in code.functions


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
