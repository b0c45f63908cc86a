"""Which functions of the project block, across its modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.server.trigger import make_trigger

from housestyle_core.facts.own_functions import ACCESSORS
from mypy_housestyle.facts.decorators import kept_wrappers
from mypy_housestyle.facts.kept_chains import KEPT_IN, keep
from mypy_housestyle.facts.ours import keeps_trees
from mypy_housestyle.facts.project import finish
from mypy_housestyle.facts.search import search_around
from mypy_housestyle.facts.signatures import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import mypy.nodes as n

    from housestyle_core.facts.blocking.chains import Chain
    from mypy_housestyle.facts.code import Function
    from mypy_housestyle.facts.project import Project
    from mypy_housestyle.facts.runs import Run
    from mypy_housestyle.facts.searched import Search


def blocking_runs(project: Project) -> Iterator[tuple[Run, Chain, Function]]:
    """What the asynchronous functions of the module run that blocks, and which of them does.

    What its plain functions do is kept for other modules.
    """
    search, code = search_around(project), project.here
    chains = search.chains
    keep(dict(_exported(search, project)), code.tree, project.checker)
    if keeps_trees(project.checker.options):
        _depend(search, code.tree)
    finish(project)
    for node, function in code.functions.items():
        for run, effect in search.runs.get(node, ()) if node.is_coroutine else ():
            found = [chains[item] for item in effect.functions if item in chains]
            if found:
                yield run, found[0], function


def _exported(search: Search, project: Project) -> Iterator[tuple[str, Chain | None]]:
    """What other modules must know: the plain functions, their other names, the decorators."""
    code, chains = project.here, search.chains
    for node, function in code.functions.items():
        is_kept = node in chains and "." in node.fullname and not node.is_coroutine
        if is_kept and ACCESSORS.isdisjoint(map(name_of, function.decorators)):
            yield node.fullname, chains[node]
    for variable in code.binders.keys() & search.aliases.keys():
        for named in search.aliases[variable]:
            if named in chains:
                yield variable.fullname, chains[named]
    yield from kept_wrappers(code, chains)


def _depend(search: Search, tree: n.MypyFile) -> None:
    """Let mypy's daemon check the module again when another one that it looked at changes."""
    for module in {step.module for step in search.steps.values()} - {tree.fullname}:
        trigger = make_trigger(f"{module}.{KEPT_IN}")
        tree.plugin_deps.setdefault(trigger, set()).add(tree.fullname)
