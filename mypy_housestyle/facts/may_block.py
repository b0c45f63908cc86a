"""The names of all that may block: what a project uses by any other name is not looked at.

To tell what a call runs takes the class of its receiver; that it cannot block its name tells, nine
times of ten. These are the names of what blocks in the libraries that mypy has loaded, and of what
modules of the project have kept as blocking, each as a key (see `use_keys`).
"""

from __future__ import annotations

import os
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING

import mypy.nodes as n

from housestyle_core.record import Record
from mypy_housestyle.facts.kept_chains import kept
from mypy_housestyle.facts.library_keys import (
    classes_that_block,
    extra_keys,
    keys_by_package,
    packages_that_block,
)
from mypy_housestyle.facts.ours import is_our_path
from mypy_housestyle.facts.use_keys import ANYTHING, key_of_method, key_of_property

if TYPE_CHECKING:
    from collections.abc import Iterable

    from housestyle_core.facts.blocking.lookup import Options

    Modules = dict[str, n.MypyFile]

FULLNAME = attrgetter("fullname")
STANDARD = os.path.join("typeshed", "stdlib")
CONSTRUCTORS = ("__init__", "__new__", "__post_init__")


class Known(Record):
    """What is known of the modules of a run of mypy: which were looked at, and their keys.

    `packages` are those of the modules, the first parts of their names. `libraries` are modules
    that may define a class of which any method blocks, `added` the calls of configurations whose
    keys are there.
    """

    modules: Modules
    visited: set[str]
    packages: set[str]
    keys: set[str]
    libraries: list[n.MypyFile]
    added: set[tuple[str, ...]]


_latest = [Known({}, set(), set(), set(), [], set())]


def keys_that_may_block(
    modules: Modules, bound: list[n.MypyFile], options: Iterable[Options]
) -> set[str] | None:
    """The keys of what blocks by itself or in modules that were checked before; None for any.

    `bound` are the modules that are new but for those from mypy's cache; `options` are those of
    all modules that are searched. Whoever finds more adds to the answer.
    """
    if _latest[0].modules is not modules:
        _latest[0] = Known(modules, set(), set(), {ANYTHING}, [], set())
    known = _latest[0]
    known.libraries.extend(filter(_may_have_classes, bound))
    if len(modules) > len(known.visited):
        _visit(known)
    if any(map(modules.__contains__, packages_that_block())):
        _add_methods(known)
    for each in options:
        if any(name.endswith("*") for name in each.extra):
            return None
        if each.extra not in known.added:
            known.added.add(each.extra)
            known.keys.update(extra_keys(each.extra))
    return known.keys


def _visit(known: Known) -> None:
    """Look at the modules that mypy has loaded since; those it has parsed are `bound` later."""
    for module, tree in islice(known.modules.items(), len(known.visited), None):
        known.visited.add(module)
        package = module.partition(".")[0]
        if package not in known.packages:
            known.packages.add(package)
            known.keys.update(keys_by_package().get(package, ()))
        if tree.defs:
            continue
        if is_our_path(tree.path):
            add_kept(tree)
        elif _may_have_classes(tree):
            known.libraries.append(tree)


def _may_have_classes(tree: n.MypyFile) -> bool:
    """Whether a library may define a class of which any method blocks; one of Python's does not."""
    package = tree.fullname.partition(".")[0]
    is_pythons = STANDARD in tree.path and package not in packages_that_block()
    return not is_pythons and not is_our_path(tree.path)


def add_kept(tree: n.MypyFile) -> None:
    """Add the functions that a module of the project has kept as blocking."""
    for fullname in kept(tree):
        key = key_of_method(fullname.rpartition(".")[2])
        _latest[0].keys.update((fullname, key, key_of_property(key)))


def _add_methods(known: Known) -> None:
    """Add the methods of classes of which any method blocks."""
    whole = classes_that_block()
    for tree in known.libraries:
        for symbol in tree.names.values():
            info = symbol.node
            if type(info) is n.TypeInfo and not whole.isdisjoint(map(FULLNAME, info.mro)):
                for base in info.mro:
                    known.keys.update(name for name in base.names if name[0].islower())
    known.libraries.clear()


def constructors(info: n.TypeInfo) -> list[str]:
    """The full names of the methods that a call of a class runs."""
    symbols = map(info.get, CONSTRUCTORS)
    return [symbol.node.fullname for symbol in symbols if symbol and symbol.node]
