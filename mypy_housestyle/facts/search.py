"""What the functions of the project run that may block.

All modules that mypy checks together are searched when the first of them is checked: for what
blocks in libraries, and then, by name, for what uses the functions that do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n

from housestyle_core.config import settings_for
from housestyle_core.facts.blocking.chains import Chain, Step, shortest_chains
from housestyle_core.facts.blocking.lookup import find_blocking
from mypy_housestyle.codes import ENGINE
from mypy_housestyle.facts.decorators import is_cached, put_around
from mypy_housestyle.facts.excuses import is_excused
from mypy_housestyle.facts.kept_chains import kept
from mypy_housestyle.facts.may_block import CONSTRUCTORS, constructors, keys_that_may_block
from mypy_housestyle.facts.ours import keeps_trees
from mypy_housestyle.facts.said import said_of
from mypy_housestyle.facts.searched import Later, Search
from mypy_housestyle.facts.use_keys import key_of_alias, keys_of_function

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from housestyle_core.facts.blocking.lookup import Blocking, Options
    from mypy_housestyle.facts.code import Code, Function
    from mypy_housestyle.facts.effects import Ran, Runnable
    from mypy_housestyle.facts.project import Project
    from mypy_housestyle.facts.runs import Run

    Homed = tuple[Runnable, Code]

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
    _follow([*_sort(codes, search)], search)
    _look_again(search)
    chains = shortest_chains(search.own, search.called, search.steps, search.calls_once)
    search.chains.update(chains)
    return search


def _sort(codes: list[Code], search: Search) -> Iterator[Homed]:
    """The functions that use what may block, and the names for such; the others are for later."""
    for code in codes:
        for node, uses in _known_uses(code):
            is_decorated = isinstance(node, n.FuncDef) and node.is_decorated
            if is_decorated or search.keys is None or not search.keys.isdisjoint(uses):
                yield from _behind(node, code, search)
            else:
                search.later[node] = Later(code, uses)


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


def _follow(waiting: list[Homed], search: Search) -> None:
    """Look at functions, and at all that they run."""
    waiting.reverse()
    while waiting:
        node, near = waiting.pop()
        if node not in search.steps and node not in search.later:
            waiting += _look_at(node, near, search)


def _look_at(node: Runnable, near: Code, search: Search) -> list[Homed]:
    """Note what a function does; gives what it runs, which is to be looked at next."""
    project = search.project
    module, code = project.home(node, near)
    step = Step(module, f"{node.info.name}.{node.name}" if node.info else node.name)
    search.steps[node] = step
    if code is None or isinstance(node, n.Var) or _is_settled(node, module, search):
        if chain := kept(project.tree(module)).get(node.fullname):
            search.own[node] = chain
        return []
    function = code.functions.get(node)
    if function is None:  # a plugin made it up
        return []
    around = [put_around(decorator, project.at(code)) for decorator in function.decorators]
    if (
        node in code.binders
        or len(code.definitions.get(node.fullname, ())) > 1
        or search.said_of(code).functions.allows(step)
        or (None in around and not node.is_coroutine)
    ):
        return []
    search.steps[node] = step._replace(cached=is_cached(function.decorators))
    search.homes[node] = code
    search.runs[node] = found = search.ran(_uses(function, search.keys), code)
    below = [(item, code) for ran in found for item in ran.effect.functions]
    below += [(item.wrapper, item.code) for item in around if item and item.wrapper and item.code]
    if node.is_coroutine:  # calling it runs nothing, so it is in nobody's chain
        return below
    search.called[node] = [item for item, _ in below]
    causes = _causes(function, found, code, search)
    chains = (item.chain for item in around if item and item.chain)
    if cause := next(causes, None) or next(chains, None):
        search.own[node] = cause._replace(steps=(search.steps[node], *cause.steps))
    return below


def _uses(function: Function, keys: Collection[str] | None) -> list[n.Node]:
    """What a function uses by one of these keys, None for any."""
    return [
        use for key, uses in function.uses.items() if keys is None or key in keys for use in uses
    ]


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
            _follow(_behind(node, search.later.pop(node).code, search), search)
        for node, code in looked_at:
            if isinstance(node, n.FuncDef) and not keys.isdisjoint(code.functions[node].uses):
                _look_closer(node, code, keys, search)


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


def _look_closer(node: n.FuncDef, code: Code, keys: set[str], search: Search) -> None:
    """Note what else a function runs, by these keys."""
    found = search.ran(_uses(code.functions[node], keys), code)
    search.runs[node] += found
    below = [item for ran in found for item in ran.effect.functions]
    if not node.is_coroutine:
        search.called[node] += below
    _follow([(item, code) for item in below], search)


def _is_settled(node: n.FuncDef, module: str, search: Search) -> bool:
    """Whether what a module has kept of a function stands.

    What comes back to modules that are being checked may have changed with them, and is followed
    anew.
    """
    if not search.project.is_finished(module) or "." not in node.fullname:
        return False
    chain = kept(search.project.tree(module)).get(node.fullname)
    return chain is None or all(step.module not in search.modules for step in chain.steps)


def _causes(function: Function, found: list[Ran], code: Code, search: Search) -> Iterator[Chain]:
    """What of all that a function runs blocks by itself, the first first: chains without a step."""
    blocking = [(run, effect.cause) for run, effect in found if effect.cause]
    for run, cause in sorted(blocking, key=_end):
        if not is_excused(run, cause, function, code, search.project):
            path = code.tree.path
            place = settings_for(path, ENGINE).relative(path)
            yield Chain((), cause.shown, code.tree.fullname, str(place), run.place.line)


def _end(blocking: tuple[Run, Blocking]) -> tuple[int, int]:
    """Calls run in the order in which they end."""
    place = blocking[0].place
    return place.end_line or place.line, place.end_column or 0
