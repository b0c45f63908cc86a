"""Which functions of the project block, across its modules."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import mypy.nodes as n
from mypy.server.trigger import make_trigger

from housestyle_core.facts.blocking.chains import Chain, Step, shortest_chains
from housestyle_core.facts.blocking.lookup import find_blocking, options_of
from housestyle_core.facts.blocking.undisturbed import is_undisturbed, is_undisturbed_place
from housestyle_core.facts.own_functions import ACCESSORS
from mypy_housestyle.facts.decorators import is_cached, kept_wrappers, put_around
from mypy_housestyle.facts.excuses import is_excused, is_first_use
from mypy_housestyle.facts.kept_chains import KEPT_IN, keep, kept
from mypy_housestyle.facts.project import finish
from mypy_housestyle.facts.runs import runs
from mypy_housestyle.facts.signatures import implementation, name_of
from mypy_housestyle.facts.source import source_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.facts.blocking.lookup import Blocking
    from mypy_housestyle.facts.code import Code, Function
    from mypy_housestyle.facts.project import Project
    from mypy_housestyle.facts.receivers import Target
    from mypy_housestyle.facts.runs import Run

    Runnable = n.FuncDef | n.Var
    Homed = tuple[Runnable, Code]


class Effect(NamedTuple):
    """The plain functions of the project that a call runs, or what blocks in it by itself."""

    functions: list[Runnable]
    cause: Blocking | None


class Ran(NamedTuple):
    """Something that a function runs, and what comes of it."""

    run: Run
    effect: Effect


class Search(NamedTuple):
    """What is known so far: where functions are, what they run, the chains of causes, the calls.

    `effects` keeps what `effect` found; None is for what neither blocks nor is the project's.
    """

    project: Project
    homes: dict[Runnable, Code]
    runs: dict[Runnable, list[Ran]]
    own: dict[Runnable, Chain]
    called: dict[Runnable, list[Runnable]]
    steps: dict[Runnable, Step]
    effects: dict[tuple[n.SymbolNode | None, n.TypeInfo | None], Effect | None]

    def effect(self, target: Target) -> Effect | None:
        """What comes of running something; the project says itself what its own functions do."""
        key = target.node, target.kind
        if key not in self.effects:
            functions = [*_functions(target.node, self.project)]
            is_ours = functions or _is_own(target.node, self.project)
            options = options_of(self.project.settings)
            cause = None if is_ours else find_blocking(target.names, options)
            self.effects[key] = Effect(functions, cause) if functions or cause else None
        return self.effects[key]

    def calls_once(self, caller: Runnable, function: Runnable) -> bool:
        """Whether a function calls another only until it has kept what that gives."""
        code = self.homes[caller]
        if caller not in code.keepers:
            return False
        runs = [run for run, effect in self.runs[caller] if function in effect.functions]
        return bool(runs) and all(
            is_first_use(run, code.functions[caller], code, self.project) for run in runs
        )


def blocking_runs(project: Project) -> Iterator[tuple[Run, Chain]]:
    """What the asynchronous functions of the module run that blocks.

    What its plain functions do is kept for other modules.
    """
    search = Search(project, {}, {}, {}, {}, {}, {})
    _follow(search)
    chains = shortest_chains(search.own, search.called, search.steps, search.calls_once)
    code = project.here
    keep(dict(_exported(chains, project)), code.tree, project.checker)
    _depend(search)
    finish(project)
    for node in code.functions:
        for run, effect in search.runs.get(node, ()) if node.is_coroutine else ():
            found = [chains[item] for item in effect.functions if item in chains]
            if found and not _is_undisturbed(node, project):
                yield run, found[0]


def _is_undisturbed(node: n.FuncDef, project: Project) -> bool:
    if is_undisturbed_place(project.settings.relative(project.here.tree.path)):
        return True
    source = source_of(project.here.tree, project.settings)
    written = source.definition(node) if source else None
    return written is not None and is_undisturbed(written[0], written[1].file)


def _exported(
    chains: dict[Runnable, Chain], project: Project
) -> Iterator[tuple[str, Chain | None]]:
    """What other modules must know: the plain functions, their other names, the decorators."""
    code = project.here
    for node, function in code.functions.items():
        is_read = ACCESSORS.isdisjoint(map(name_of, function.decorators))
        if is_read and node in chains and "." in node.fullname and not node.is_coroutine:
            yield node.fullname, chains[node]
    for variable, sources in code.sources.items():
        if len(sources) == 1 and "." in variable.fullname:
            for target in project.reader().targets(sources[0].expression):
                made = implementation(target.node)
                if made in chains:
                    yield variable.fullname, chains[made]
    yield from kept_wrappers(code, chains)


def _depend(search: Search) -> None:
    """Let mypy's daemon check the module again when another one that it looked at changes."""
    tree = search.project.here.tree
    for module in {step.module for step in search.steps.values()} - {tree.fullname}:
        trigger = make_trigger(f"{module}.{KEPT_IN}")
        tree.plugin_deps.setdefault(trigger, set()).add(tree.fullname)


def _follow(search: Search) -> None:
    """Look at the functions of the module, and at all that they run."""
    here = search.project.here
    waiting: list[Homed] = [(node, here) for node in reversed(here.functions)]
    while waiting:
        node, near = waiting.pop()
        if node not in search.steps:
            waiting += _look_at(node, near, search)


def _look_at(node: Runnable, near: Code, search: Search) -> list[Homed]:
    """Note what a function does; gives what it runs, which is to be looked at next."""
    project = search.project
    module, code = project.home(node, near)
    step = Step(module, f"{node.info.name}.{node.name}" if node.info else node.name)
    search.steps[node] = step
    if code is None or isinstance(node, n.Var) or _is_settled(node, module, project):
        if chain := kept(project.tree(module)).get(node.fullname):
            search.own[node] = chain
        return []
    function = code.functions.get(node)
    if function is None:  # a plugin made it up
        return []
    around = [put_around(decorator, code, project) for decorator in function.decorators]
    if (
        node in code.sources
        or len(code.definitions.get(node.fullname, ())) > 1
        or project.options.allows(step)
        or (None in around and not node.is_coroutine)
    ):
        return []
    search.steps[node] = step._replace(cached=is_cached(function.decorators))
    reader = project.reader()
    found = [
        Ran(run, effect)
        for use in function.uses
        for run in runs(use, reader)
        if (effect := search.effect(run.target))
    ]
    search.runs[node], search.homes[node] = found, code
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


def _is_settled(node: n.FuncDef, module: str, project: Project) -> bool:
    """Whether what a module has kept of a function stands.

    What comes back to the module being checked may have changed with it, and is followed anew.
    """
    if not project.is_finished(module) or "." not in node.fullname:
        return False
    chain = kept(project.tree(module)).get(node.fullname)
    here = project.here.tree.fullname
    return chain is None or all(step.module != here for step in chain.steps)


def _functions(node: n.SymbolNode | None, project: Project) -> Iterator[Runnable]:
    """The plain functions of the project that a call runs, and other modules' names for them."""
    if isinstance(node, n.Var):
        yield node
    found: list[n.SymbolNode | None] = [node]
    if isinstance(node, n.TypeInfo):
        symbols = map(node.get, _constructors(node))
        found = [symbol.node for symbol in symbols if symbol]
    for function in map(implementation, found):
        if function and not function.is_coroutine and project.owns(function):
            yield function


def _constructors(info: n.TypeInfo) -> tuple[str, ...]:
    """The methods that a call of a class runs; calling an enumeration looks a member up."""
    if info.is_enum:
        return ()
    is_generated = info.fallback_to_any or any("dataclass" in kind.metadata for kind in info.mro)
    return ("__init__", "__new__", *(("__post_init__",) if is_generated else ()))


def _causes(function: Function, found: list[Ran], code: Code, search: Search) -> Iterator[Chain]:
    """What of all that a function runs blocks by itself, the first first: chains without a step."""
    blocking = [(run, effect.cause) for run, effect in found if effect.cause]
    for run, cause in sorted(blocking, key=_end):
        if not is_excused(run, cause, function, code, search.project):
            place = search.project.settings.relative(code.tree.path)
            yield Chain((), cause.shown, code.tree.fullname, str(place), run.place.line)


def _end(blocking: tuple[Run, Blocking]) -> tuple[int, int]:
    """Calls run in the order in which they end."""
    place = blocking[0].place
    return place.end_line or place.line, place.end_column or 0


def _is_own(node: n.SymbolNode | None, project: Project) -> bool:
    """Whether the project says itself what runs, though it may override what blocks."""
    function = implementation(node)
    return function is not None and project.owns(function)
