"""What the functions of the project run that may block.

All modules that mypy checks together are searched when the first of them is checked: for what
blocks in libraries, and then, by name, for what uses the functions that do.
"""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

import mypy.nodes as n

from housestyle_core.facts.blocking.chains import Chain, Step, shortest_chains
from housestyle_core.facts.blocking.lookup import find_blocking, options_of
from housestyle_core.record import Record
from mypy_housestyle.facts.decorators import is_cached, put_around
from mypy_housestyle.facts.effects import Effect, Ran
from mypy_housestyle.facts.excuses import is_excused, is_first_use
from mypy_housestyle.facts.kept_chains import kept
from mypy_housestyle.facts.may_block import constructors, keys_that_may_block
from mypy_housestyle.facts.ours import keeps_trees
from mypy_housestyle.facts.runs import runs
from mypy_housestyle.facts.signatures import implementation
from mypy_housestyle.facts.use_keys import keys_of_function

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from housestyle_core.facts.blocking.lookup import Blocking, Options
    from mypy_housestyle.facts.code import Code, Function
    from mypy_housestyle.facts.effects import Runnable
    from mypy_housestyle.facts.project import Project
    from mypy_housestyle.facts.receivers import Target
    from mypy_housestyle.facts.runs import Run

    Homed = tuple[Runnable, Code]

_searches: dict[tuple[object, ...], Search] = {}


class User(Record):
    """A function, and a key by which it uses something that is not known to block."""

    node: n.FuncDef
    code: Code
    key: str


class Search(Record):
    """What is known of the functions of `modules`, and of what they run in others.

    Where functions are, what they run, the chains of causes, the calls, what each is known as.
    `keys` are those of what may block, None for any; `users` has the functions to look at again
    should something of another key. `effects` keeps what `effect` found; None is for what neither
    blocks nor is the project's. `chains` is what comes of it all: those of what blocks.
    """

    project: Project
    modules: dict[str, Code]
    keys: set[str] | None
    homes: dict[Runnable, Code]
    runs: dict[Runnable, list[Ran]]
    own: dict[Runnable, Chain]
    called: dict[Runnable, list[Runnable]]
    steps: dict[Runnable, Step]
    users: dict[str, list[User]]
    effects: dict[tuple[n.SymbolNode | None, n.TypeInfo | None], Effect | None]
    chains: dict[Runnable, Chain]

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

    def ran(self, uses: Iterable[n.Node], code: Code) -> list[Ran]:
        """What uses in some code run that blocks or is the project's."""
        reader = self.project.at(code).reader()
        return [
            Ran(run, effect)
            for use in uses
            for run in runs(use, reader)
            if (effect := self.effect(run.target))
        ]

    def calls_once(self, caller: Runnable, function: Runnable) -> bool:
        """Whether a function calls another only until it has kept what that gives."""
        code = self.homes[caller]
        if caller not in code.keepers:
            return False
        runs = [run for run, effect in self.runs[caller] if function in effect.functions]
        return bool(runs) and all(
            is_first_use(run, code.functions[caller], code, self.project) for run in runs
        )


def search_around(project: Project) -> Search:
    """The search of the module of a project, made when the first of those around it is checked."""
    module = project.here.tree.fullname
    for key, search in [*_searches.items()]:
        if search.modules.get(module) is not project.here:
            del _searches[key]  # mypy is done with its modules
    key = project.settings.root, options_of(project.settings), project.options
    search = _searches.pop(key) if key in _searches else _search(project)
    del search.modules[module]
    if search.modules:
        _searches[key] = search
    return search


def _search(project: Project) -> Search:
    codes, options = project.unfinished(), options_of(project.settings)
    keys = None
    if not keeps_trees(project.checker.options):
        keys = keys_that_may_block(project.checker.modules, project.bound, options)
    if keys is not None:
        classes = {name: info for code in codes for name, info in code.classes.items()}
        keys.update([name for name, info in classes.items() if _may_block(info, keys, options)])
    modules = {code.tree.fullname: code for code in codes}
    search = Search(project, modules, keys, {}, {}, {}, {}, {}, {}, {}, {})
    _follow([(node, code) for code in codes for node in code.functions], search)
    _look_again(search)
    chains = shortest_chains(search.own, search.called, search.steps, search.calls_once)
    search.chains.update(chains)
    return search


def _may_block(info: n.TypeInfo, keys: set[str], options: Options) -> bool:
    """Whether a call of a class may block."""
    names = tuple(base.fullname for base in info.mro)
    return find_blocking(names, options) is not None or not keys.isdisjoint(constructors(info))


def _follow(waiting: list[Homed], search: Search) -> None:
    """Look at functions, and at all that they run."""
    waiting.reverse()
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
        or project.options.allows(step)
        or (None in around and not node.is_coroutine)
    ):
        return []
    search.steps[node] = step._replace(cached=is_cached(function.decorators))
    search.homes[node] = code
    search.runs[node] = found = search.ran(_uses(function, code, search), code)
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


def _uses(function: Function, code: Code, search: Search) -> Iterable[n.Node]:
    """What a function uses that may block; what may later is noted."""
    keys = search.keys
    if keys is None:
        return function.uses
    for key in dict.fromkeys(function.keys):
        if key not in keys:
            user = User(function.node, code, key)
            for made_by in constructors(code.classes[key]) if key in code.classes else [key]:
                search.users.setdefault(made_by, []).append(user)
    return compress(function.uses, map(keys.__contains__, function.keys))


def _look_again(search: Search) -> None:
    """Look at what uses the functions that block by a key that nothing else has."""
    callers: dict[Runnable, list[Runnable]] = {}
    for caller, functions in search.called.items():
        for function in functions:
            callers.setdefault(function, []).append(caller)
    waiting = [*search.own]
    blocking: set[Runnable] = set()
    while waiting and search.keys is not None:
        function = waiting.pop()
        if function in blocking:
            continue
        blocking.add(function)
        waiting += callers.get(function, ())
        for key in keys_of_function(function):
            for user in search.users.pop(key, ()):
                for used in _look_closer(user, search):
                    callers.setdefault(used, []).append(user.node)
                    waiting.append(user.node if used in blocking else used)


def _look_closer(user: User, search: Search) -> list[Runnable]:
    """Note what a function runs by a key; gives what of that blocks and the function calls."""
    node, code, key = user
    function = code.functions[node]
    uses = [
        use for use, known_by in zip(function.uses, function.keys, strict=True) if known_by == key
    ]
    found = search.ran(uses, code)
    search.runs[node] += found
    below = [item for ran in found for item in ran.effect.functions]
    _follow([(item, code) for item in below], search)
    if node.is_coroutine:
        return []
    search.called[node] += below
    return below


def _is_settled(node: n.FuncDef, module: str, search: Search) -> bool:
    """Whether what a module has kept of a function stands.

    What comes back to modules that are being checked may have changed with them, and is followed
    anew.
    """
    if not search.project.is_finished(module) or "." not in node.fullname:
        return False
    chain = kept(search.project.tree(module)).get(node.fullname)
    return chain is None or all(step.module not in search.modules for step in chain.steps)


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
