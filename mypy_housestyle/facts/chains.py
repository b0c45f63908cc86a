"""Which functions of the project block, across its modules."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import mypy.nodes as n
from mypy.server.trigger import make_trigger

from housestyle_core.facts.blocking.chains import Chain, Step, shortest_chains
from housestyle_core.facts.blocking.lookup import find_blocking, options_of
from housestyle_core.facts.blocking.memos import is_first_use
from housestyle_core.facts.blocking.shape import is_excused
from housestyle_core.facts.blocking.undisturbed import is_undisturbed
from housestyle_core.facts.own_functions import ACCESSORS
from mypy_housestyle.facts.decorators import is_cached, kept_wrappers, put_around
from mypy_housestyle.facts.kept_chains import KEPT_IN, keep, kept
from mypy_housestyle.facts.project import finish
from mypy_housestyle.facts.runs import runs
from mypy_housestyle.facts.signatures import implementation, name_of
from mypy_housestyle.facts.source import source_of

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from housestyle_core.facts.blocking.lookup import Blocking
    from housestyle_core.tree.context import Context
    from mypy_housestyle.facts.code import Code
    from mypy_housestyle.facts.project import Project
    from mypy_housestyle.facts.runs import Run

    Runnable = n.FuncDef | n.Var
    Homed = tuple[Runnable, Code]


class Ran(NamedTuple):
    """Something that a function runs, with the plain functions of the project among it."""

    run: Run
    functions: list[Runnable]


class Search(NamedTuple):
    """What is known so far: where functions are, what they run, the chains of causes, the calls."""

    project: Project
    homes: dict[Runnable, Code]
    runs: dict[Runnable, list[Ran]]
    own: dict[Runnable, Chain]
    called: dict[Runnable, list[Runnable]]
    steps: dict[Runnable, Step]

    def calls_once(self, caller: Runnable, function: Runnable) -> bool:
        """Whether a function calls another only until it has kept what that gives."""
        runs = [run for run, functions in self.runs[caller] if function in functions]
        return bool(runs) and all(
            _is_first_use(run, self.homes[caller], self.project) for run in runs
        )


def blocking_runs(project: Project) -> Iterator[tuple[Run, Chain]]:
    """What the asynchronous functions of the module run that blocks.

    What its plain functions do is kept for other modules.
    """
    search = Search(project, {}, {}, {}, {}, {})
    _follow(search)
    chains = shortest_chains(search.own, search.called, search.steps, search.calls_once)
    code = project.here
    keep(dict(_exported(chains, project)), code.tree, project.checker)
    _depend(search)
    finish(project)
    for node in code.functions:
        for run, functions in search.runs.get(node, ()) if node.is_coroutine else ():
            found = [chains[item] for item in functions if item in chains]
            if found and not _is_undisturbed(node, project):
                yield run, found[0]


def _is_undisturbed(node: n.FuncDef, project: Project) -> bool:
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
        Ran(run, [*_functions(run, project)]) for use in function.uses for run in runs(use, reader)
    ]
    search.runs[node], search.homes[node] = found, code
    below = [(item, code) for ran in found for item in ran.functions]
    below += [(item.wrapper, item.code) for item in around if item and item.wrapper and item.code]
    search.called[node] = [item for item, _ in below]
    causes = _causes(found, code, project)
    chains = (item.chain for item in around if item and item.chain)
    if not node.is_coroutine and (cause := next(causes, None) or next(chains, None)):
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


def _functions(run: Run, project: Project) -> Iterator[Runnable]:
    """The plain functions of the project that something runs, and other modules' names for them."""
    node = run.target.node
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


def _causes(found: list[Ran], code: Code, project: Project) -> Iterator[Chain]:
    """What of all that a function runs blocks by itself, the first first: chains without a step."""
    blocking = options_of(project.settings)
    for run, functions in sorted(found, key=_end):
        if functions or _is_own(run, project):
            continue
        cause = find_blocking(run.target.names, blocking)
        if cause and not _is_excused(run, cause, code, project):
            place = project.settings.relative(code.tree.path)
            yield Chain((), cause.shown, code.tree.fullname, str(place), run.place.line)


def _end(ran: Ran) -> tuple[int, int]:
    """Calls run in the order in which they end."""
    place = ran.run.place
    return place.end_line or place.line, place.end_column or 0


def _is_own(run: Run, project: Project) -> bool:
    """Whether the project says itself what runs, though it may override what blocks."""
    function = implementation(run.target.node)
    return function is not None and project.owns(function)


def _is_excused(run: Run, cause: Blocking, code: Code, project: Project) -> bool:
    written = _written(run, code, project)
    return written is not None and (
        is_excused(written[0], cause, written[1]) or is_first_use(*written)
    )


def _is_first_use(run: Run, code: Code, project: Project) -> bool:
    written = _written(run, code, project)
    return written is not None and is_first_use(*written)


def _written(run: Run, code: Code, project: Project) -> tuple[ast.expr, Context] | None:
    """What runs as it is written, if that is a call or a loop."""
    source = source_of(code.tree, project.settings)
    return source and (source.call(run.place) or source.loop(run.place))
