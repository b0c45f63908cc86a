"""Which modules, functions and classes are the project's own."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy.checker import TypeChecker
    from mypy.nodes import FuncDef, MypyFile, Var
    from mypy.options import Options

NOT_OURS = {"site-packages", "dist-packages", "typeshed"}
_bound: dict[str, MypyFile] = {}


@lru_cache(maxsize=4096)
def is_our_path(path: str) -> bool:
    """Whether a module at this path belongs to the project and not to an installed package."""
    return bool(path) and NOT_OURS.isdisjoint(path.replace("\\", "/").split("/"))


def keeps_trees(options: Options) -> bool:
    """Whether this is mypy's daemon, which changes the trees of modules, or mypy works for it."""
    return options.fine_grained_incremental or options.cache_fine_grained


def bind(tree: MypyFile) -> None:
    """Note that mypy binds the names of a module; it checks it later."""
    _bound[tree.fullname] = tree


def take_bound() -> list[MypyFile]:
    """The modules that mypy has bound the names of since this was asked last."""
    taken = [*_bound.values()]
    _bound.clear()
    return taken


def is_ours(module: str, checker: TypeChecker) -> bool:
    """Whether a module belongs to the project; no name is that of a nested function."""
    tree = checker.modules.get(module)
    return not module or (tree is not None and is_our_path(tree.path))


def module_of(function: FuncDef | Var) -> str:
    """The module of a function, method or variable; empty for one in a function."""
    if function.info:
        return function.info.module_name
    return function.fullname.rpartition(".")[0]


def overrides_foreign(function: FuncDef, checker: TypeChecker) -> bool:
    """Whether a class that is not the project's own prescribes the signature of a method.

    `object` prescribes none for `__init__`.
    """
    bases = function.info.mro[1:] if function.info else []
    if function.name == "__init__":
        bases = bases[:-1]
    return any(
        function.name in base.names and not is_ours(base.module_name, checker) for base in bases
    )
