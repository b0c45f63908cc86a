"""What the functions of the project run that may block.

All modules that mypy checks together are searched when the first of them is checked: for what
blocks in libraries, and then, by name, for what uses the functions that do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n

from housestyle_core.config import settings_for
from housestyle_core.facts.blocking.chains import shortest_chains
from housestyle_core.facts.blocking.lookup import find_blocking
from housestyle_core.facts.blocking.undisturbed import (
    is_undisturbed_place,
    may_be_undisturbed_place,
)
from mypy_housestyle.codes import ENGINE
from mypy_housestyle.facts.follow import follow, look_closer
from mypy_housestyle.facts.may_block import CONSTRUCTORS, constructors, keys_that_may_block
from mypy_housestyle.facts.ours import keeps_trees
from mypy_housestyle.facts.said import said_of
from mypy_housestyle.facts.searched import Later, Search
from mypy_housestyle.facts.use_keys import key_of_alias, keys_of_function

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from housestyle_core.facts.blocking.lookup import Options
    from mypy_housestyle.facts.code import Code
    from mypy_housestyle.facts.effects import Runnable
    from mypy_housestyle.facts.follow import Homed
    from mypy_housestyle.facts.project import Project

_latest: list[Search] = []


def search_around(project: Project) -> Search:
    """The search of the module of a project, made when the first of those around it is checked."""
    module = project.here.tree.fullname
    if not _latest or _latest[0].modules.get(module) is not project.here:
        _latest[:] = [_search(project)]
    search = _latest[0]
    del search.modules[module]
    if not search.modules:
        _latest.clear()
    return search


def _search(project: Project) -> Search:
    codes = project.unfinished()
    modules = {code.tree.fullname: code for code in codes}
    said = {module: said_of(code.tree.path) for module, code in modules.items()}
    keys = None
    if not keeps_trees(project.checker.options):
        options = {item.calls for item in said.values()}
        keys = keys_that_may_block(project.checker.modules, project.bound, options)
    if keys is not None:
        classes = {name: info for code in codes for name, info in code.classes.items()}
        keys.update([name for name, info in classes.items() if _may_block(info, keys, options)])
    search = Search(project, modules, said, keys, {}, {}, {}, {}, {}, {}, {}, {}, {})
    follow([*_sort(codes, search)], search)
    _look_again(search)
    chains = shortest_chains(search.own, search.called, search.steps, search.calls_once)
    search.chains.update(chains)
    return search


def _sort(codes: list[Code], search: Search) -> Iterator[Homed]:
    """The functions that use what may block, and the names for such; the others are for later.

    What coroutines run is of no interest where nobody waits for them.
    """
    for code in codes:
        is_undisturbed = _is_undisturbed(code)
        for node, uses in _known_uses(code):
            if is_undisturbed and isinstance(node, n.FuncDef) and node.is_coroutine:
                continue
            is_decorated = isinstance(node, n.FuncDef) and node.is_decorated
            if is_decorated or search.keys is None or not search.keys.isdisjoint(uses):
                yield from _behind(node, code, search)
            else:
                search.later[node] = Later(code, uses)


def _is_undisturbed(code: Code) -> bool:
    path = code.tree.path
    return may_be_undisturbed_place(path) and is_undisturbed_place(
        settings_for(path, ENGINE).relative(path)
    )


def _known_uses(code: Code) -> Iterator[tuple[Runnable, Collection[str]]]:
    """The functions of a module, and the names that others may have for such, with their keys."""
    for node, function in code.functions.items():
        yield node, function.uses
    for variable in code.binders:
        if isinstance(variable, n.Var) and "." in variable.fullname:
            key = key_of_alias(variable, code)
            if key is not None:
                yield variable, [key]


def _behind(node: Runnable, code: Code, search: Search) -> list[Homed]:
    """A function itself, or the functions that a variable is a name for."""
    functions = search.stands_for(node) if isinstance(node, n.Var) else [node]
    return [(function, code) for function in functions]


def _may_block(info: n.TypeInfo, keys: set[str], options: Iterable[Options]) -> bool:
    """Whether a call of a class may block."""
    names = tuple(base.fullname for base in info.mro)
    is_known = any(find_blocking(names, each) for each in options)
    return is_known or not keys.isdisjoint(constructors(info))


def _look_again(search: Search) -> None:
    """Look at what uses the functions that block by a key that nothing else has.

    What does so may block then, too, and have such a key.
    """
    known: set[Runnable] = set()
    while search.keys is not None:
        blocking = _blocking(search)
        keys = {key for function in blocking - known for key in keys_of_function(function)}
        if not keys.isdisjoint(CONSTRUCTORS):
            keys |= _made_by(keys, search)
        keys -= search.keys
        if not keys:
            return
        known = blocking
        search.keys.update(keys)
        looked_at = [*search.homes.items()]
        for node in [node for node, at in search.later.items() if not keys.isdisjoint(at.uses)]:
            follow(_behind(node, search.later.pop(node).code, search), search)
        for node, code in looked_at:
            if isinstance(node, n.FuncDef) and not keys.isdisjoint(code.functions[node].uses):
                look_closer(node, code, keys, search)


def _blocking(search: Search) -> set[Runnable]:
    """The functions that block by themselves, and all that call those."""
    callers: dict[Runnable, list[Runnable]] = {}
    for caller, functions in search.called.items():
        for function in functions:
            callers.setdefault(function, []).append(caller)
    found = {*search.own}
    waiting = [*found]
    while waiting:
        new = [caller for caller in callers.get(waiting.pop(), ()) if caller not in found]
        found.update(new)
        waiting += new
    return found


def _made_by(constructing: set[str], search: Search) -> set[str]:
    """The classes of which a constructor is among some full names."""
    codes = {code.tree: code for code in (*search.modules.values(), *search.homes.values())}
    return {
        name
        for code in codes.values()
        for name, info in code.classes.items()
        if not constructing.isdisjoint(constructors(info))
    }
