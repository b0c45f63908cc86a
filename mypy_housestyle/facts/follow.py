"""What functions of the project run, and what in them blocks by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n

from housestyle_core.config import settings_for
from housestyle_core.facts.blocking.chains import Chain, Step
from mypy_housestyle.codes import ENGINE
from mypy_housestyle.facts.decorators import is_cached, put_around
from mypy_housestyle.facts.excuses import is_excused
from mypy_housestyle.facts.kept_chains import kept

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from housestyle_core.facts.blocking.lookup import Blocking
    from mypy_housestyle.facts.code import Code, Function
    from mypy_housestyle.facts.effects import Ran, Runnable
    from mypy_housestyle.facts.runs import Run
    from mypy_housestyle.facts.searched import Search

    Homed = tuple[Runnable, Code]


def follow(waiting: list[Homed], search: Search) -> None:
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


def look_closer(node: n.FuncDef, code: Code, keys: set[str], search: Search) -> None:
    """Note what else a function runs, by these keys."""
    found = search.ran(_uses(code.functions[node], keys), code)
    search.runs[node] += found
    below = [item for ran in found for item in ran.effect.functions]
    if not node.is_coroutine:
        search.called[node] += below
    follow([(item, code) for item in below], search)


def _uses(function: Function, keys: Collection[str] | None) -> list[n.Node]:
    """What a function uses by one of these keys, None for any."""
    known = function.uses if keys is None else filter(keys.__contains__, function.uses)
    return [use for key in known for use in function.uses[key]]


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
