"""Which function a variable of a module of the project stands for, as in `pause = time.sleep`.

mypy keeps the type of such a variable and not what it was made from, so the source is read.
"""

from __future__ import annotations

import ast
import os
from functools import lru_cache
from typing import TYPE_CHECKING

from mypy.nodes import Var

from housestyle_core.tree.source import UnreadableError, parse
from housestyle_core.tree.walk import walk
from mypy_housestyle.facts.ours import is_our_path
from mypy_housestyle.facts.shadows import lines_of, text_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mypy.nodes import MypyFile

    from housestyle_core.tree.scopes import Scope

DEPTH = 5


def alias_targets(fullname: str, modules: Mapping[str, MypyFile]) -> Iterator[str]:
    """The dotted names that a variable leads to, one alias after the other."""
    for _ in range(DEPTH):
        module, _, name = fullname.rpartition(".")
        tree = modules.get(module)
        symbol = tree.names.get(name) if tree else None
        if tree is None or symbol is None or not is_our_path(tree.path):
            return
        target = _target(name, tree) if isinstance(symbol.node, Var) else None
        if target is None:
            return
        yield target
        fullname = target


def _target(name: str, tree: MypyFile) -> str | None:
    try:
        state = os.stat(text_path(tree.path))
    except OSError:
        return None
    scope = _scope(tree.path, (state.st_mtime_ns, state.st_size))
    target = scope.resolve(ast.Name(name)) if scope else None
    return absolute_name(target, tree) if target else None


@lru_cache(maxsize=64)
def _scope(path: str, _: tuple[int, int]) -> Scope | None:
    try:
        lines = lines_of(path)
        return walk(parse(lines), lines).scope
    except UnreadableError:
        return None


def absolute_name(target: str, tree: MypyFile) -> str:
    """A name that a relative import brings in, in full."""
    name = target.lstrip(".")
    level = len(target) - len(name)
    parts = tree.fullname.split(".")
    up = level - tree.is_package_init_file()
    return ".".join([*parts[: len(parts) - up], name]) if level else target
