"""What a decorator does to calls of a function, across modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n

from housestyle_core.facts.blocking.public_names import public_name
from housestyle_core.facts.own_functions import ACCESSORS, CACHES, KEEPING
from housestyle_core.record import Record
from mypy_housestyle.facts.kept_chains import kept
from mypy_housestyle.facts.signatures import fullname_of, name_of, undecorated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from housestyle_core.facts.blocking.chains import Chain
    from mypy_housestyle.facts.code import Code
    from mypy_housestyle.facts.project import Project


class Around(Record):
    """What a decorator puts around a function, if anything: a function, or one kept as a chain."""

    wrapper: n.FuncDef | None = None
    code: Code | None = None
    chain: Chain | None = None


def is_cached(decorators: list[n.Expression]) -> bool:
    return any(fullname_of(plain(decorator)) in CACHES for decorator in decorators)


def put_around(decorator: n.Expression, project: Project) -> Around | None:
    """What a call of a decorated function runs beside it; None if not the function, or unknown."""
    used = plain(decorator)
    if public_name(fullname_of(used)) in KEEPING or name_of(used) in ACCESSORS:
        return Around()
    found = (undecorated(target.node) for target in project.reader().targets(used))
    made = next((item for item in found if item and project.owns(item)), None)
    if made is None or made.is_coroutine:
        return None
    levels = 2 if isinstance(decorator, n.CallExpr) else 1
    module, code = project.home(made, project.here)
    if code is None or project.is_finished(module):
        known, key = kept(project.tree(module)), _key(made, levels)
        return None if key in known and known[key] is None else Around(chain=known.get(key))
    wrapper = _returned(made, levels, code)
    if wrapper is not None and wrapper.is_coroutine:
        return None
    return Around(wrapper, code)


def kept_wrappers(
    code: Code, chains: Mapping[n.FuncDef | n.Var, Chain]
) -> Iterator[tuple[str, Chain | None]]:
    """What other modules must know of the decorators of a module."""
    for node, function in code.functions.items():
        for levels in (1, 2) if function.returned and "." in node.fullname else ():
            wrapper = _returned(node, levels, code)
            if wrapper is not None and (wrapper.is_coroutine or wrapper in chains):
                chain = None if wrapper.is_coroutine else chains[wrapper]
                yield _key(node, levels), chain


def _returned(node: n.FuncDef, levels: int, code: Code) -> n.FuncDef | None:
    """The function that a function returns, or that the function which it returns does."""
    inner: n.FuncDef | None = node
    for _ in range(levels):
        function = code.functions.get(inner) if inner else None
        inner = function.returned[0] if function and function.returned else None
    return inner


def _key(decorator: n.FuncDef, levels: int) -> str:
    return decorator.fullname + "()" * levels


def plain(decorator: n.Expression) -> n.Expression:
    """What makes a decorator, or is one itself."""
    return decorator.callee if isinstance(decorator, n.CallExpr) else decorator
