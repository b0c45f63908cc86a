"""What a search for blocking functions knows, and what it tells of a use by that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n

from housestyle_core.facts.blocking.lookup import find_blocking
from housestyle_core.record import Record
from mypy_housestyle.facts.effects import Effect, Ran
from mypy_housestyle.facts.kept_values import is_first_use
from mypy_housestyle.facts.ours import module_of
from mypy_housestyle.facts.runs import runs
from mypy_housestyle.facts.said import said_of
from mypy_housestyle.facts.signatures import implementation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from housestyle_core.facts.blocking.chains import Chain, Step
    from housestyle_core.facts.blocking.lookup import Options
    from mypy_housestyle.facts.code import Code
    from mypy_housestyle.facts.effects import Runnable
    from mypy_housestyle.facts.project import Project
    from mypy_housestyle.facts.receivers import Target
    from mypy_housestyle.facts.said import Said


class Later(Record):
    """The keys of what a function, or a variable that may be a name for one, uses in some code."""

    code: Code
    uses: Collection[str]


class Search(Record):
    """What is known of the functions of `modules`, and of what they run in others.

    `said` is what the configuration says of each. Then: where functions are, what they run, the
    chains of causes, the calls, what each is known as.
    `keys` are those of what may block, None for any; `later` has what uses nothing of them yet, and
    need not be looked at. `aliases` are the functions that variables stand for. `effects` keeps
    what `effect` found; None is for what neither blocks nor is the project's. `chains` is what
    comes of it all: those of what blocks.
    """

    project: Project
    modules: dict[str, Code]
    said: dict[str, Said]
    keys: set[str] | None
    later: dict[Runnable, Later]
    homes: dict[Runnable, Code]
    runs: dict[Runnable, list[Ran]]
    own: dict[Runnable, Chain]
    called: dict[Runnable, list[Runnable]]
    steps: dict[Runnable, Step]
    aliases: dict[n.SymbolNode, list[Runnable]]
    effects: dict[tuple[n.SymbolNode | None, n.TypeInfo | None, Options], Effect | None]
    chains: dict[Runnable, Chain]

    def said_of(self, code: Code) -> Said:
        """What the configuration says of a module."""
        module = code.tree.fullname
        if module not in self.said:
            self.said[module] = said_of(code.tree.path)
        return self.said[module]

    def effect(self, target: Target, options: Options) -> Effect | None:
        """What comes of running something; the project says itself what its own functions do."""
        key = target.node, target.kind, options
        if key not in self.effects:
            functions = [*self.functions(target.node)]
            is_ours = functions or _is_own(target.node, self.project)
            cause = None if is_ours else find_blocking(target.names, options)
            self.effects[key] = Effect(functions, cause) if functions or cause else None
        return self.effects[key]

    def functions(self, node: n.SymbolNode | None) -> Iterator[Runnable]:
        """The plain functions of the project that a call runs, and names that modules keep."""
        if isinstance(node, n.Var):
            yield from self.stands_for(node)
        found: list[n.SymbolNode | None] = [node]
        if isinstance(node, n.TypeInfo):
            symbols = map(node.get, _constructors(node))
            found = [symbol.node for symbol in symbols if symbol]
        for function in map(implementation, found):
            if function and not function.is_coroutine and self.project.owns(function):
                yield function

    def stands_for(self, variable: n.Var) -> list[Runnable]:
        """The functions that a variable is a name for; itself where another module keeps that."""
        code = self.modules.get(module_of(variable))
        if code is None:
            return [variable]
        if variable not in self.aliases:
            self.aliases[variable] = []  # until it is known: it may stand for itself
            found: list[n.SymbolNode | None] = [*code.definitions.get(variable.fullname, ())]
            sources = code.sources(variable)
            if len(sources) == 1:
                reader = self.project.at(code).reader()
                found += [target.node for target in reader.targets(sources[0].expression)]
            self.aliases[variable] = [item for node in found for item in self.functions(node)]
        return self.aliases[variable]

    def ran(self, uses: list[n.Node], code: Code) -> list[Ran]:
        """What uses in some code run that blocks or is the project's."""
        if not uses:
            return []
        reader, options = self.project.at(code).reader(), self.said_of(code).calls
        return [
            Ran(run, effect)
            for use in uses
            for run in runs(use, reader)
            if (effect := self.effect(run.target, options))
        ]

    def calls_once(self, caller: Runnable, function: Runnable) -> bool:
        """Whether a function calls another only until it has kept what that gives."""
        places = [run.place for run, effect in self.runs[caller] if function in effect.functions]
        return bool(places) and all(
            isinstance(caller, n.FuncDef) and is_first_use(place, caller) for place in places
        )


def _constructors(info: n.TypeInfo) -> tuple[str, ...]:
    """The methods that a call of a class runs; calling an enumeration looks a member up."""
    if info.is_enum:
        return ()
    is_generated = info.fallback_to_any or any("dataclass" in kind.metadata for kind in info.mro)
    return ("__init__", "__new__", *(("__post_init__",) if is_generated else ()))


def _is_own(node: n.SymbolNode | None, project: Project) -> bool:
    """Whether the project says itself what runs, though it may override what blocks."""
    function = implementation(node)
    return isinstance(node, n.Var) or (function is not None and project.owns(function))
