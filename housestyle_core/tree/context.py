"""What a check may ask about the file and the place that it looks at."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from housestyle_core.record import Record
from housestyle_core.tree.names import known_as

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import PurePosixPath

    from housestyle_core.config.settings import Settings
    from housestyle_core.tree.regions import Region
    from housestyle_core.tree.scopes import FunctionNode, Scope


class File(Record):
    """The file being checked; `relative` is its path below the folder of its configuration.

    `regions`, `parents` and `kinds` are what the walk found (see `regions.Tree`).
    """

    path: str
    relative: PurePosixPath
    lines: list[str]
    tree: ast.Module
    settings: Settings
    regions: list[Region]
    parents: dict[ast.AST, ast.AST]
    kinds: set[type[ast.AST]]

    def __hash__(self) -> int:
        return hash(self.tree)

    @property
    def scope(self) -> Scope:
        """The scope of the module."""
        return self.regions[0].scope

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[Any]:
        """Every node of these types, those in quoted annotations too, region by region."""
        return (node for region in self.regions for node in region.nodes if isinstance(node, kinds))

    @property
    def sites(self) -> list[tuple[ast.AST, Scope, bool, bool]]:
        """Each node that has a place of its own, in source order, with what `Region` says of it."""
        sites = [
            (node, scope, in_annotation, quoted)
            for nodes, scope, in_annotation, quoted in self.regions
            for node in nodes
            if hasattr(node, "lineno")
        ]
        return sorted(sites, key=_start)

    def imports(self, *modules: str) -> bool:
        """Whether anything in the file imports one of these modules, or something from one."""
        return not _imported(self.scope)[1].isdisjoint(modules)

    def can_reach(self, names: Collection[str]) -> bool:
        """Whether an import of the file leads to one of these dotted names."""
        return not _imported(self.scope)[0].isdisjoint(_leading_to(tuple(names)))

    @property
    def is_stub(self) -> bool:
        return self.path.endswith(".pyi")


class Context(Record):
    """The place of the node that a check was called with."""

    file: File
    scope: Scope
    in_annotation: bool
    quoted: bool

    @property
    def function(self) -> FunctionNode | None:
        """The function or lambda that this code runs in; None for code that runs at import."""
        return self.scope.runs_in

    @property
    def in_async(self) -> bool:
        """Whether this code runs in an `async def`, not in a function or lambda nested there."""
        return isinstance(self.scope.runs_in, ast.AsyncFunctionDef)

    def resolve(self, expression: ast.expr) -> str | None:
        """The dotted name that an expression stands for (see `Scope.resolve`)."""
        return self.scope.resolve(expression)

    def may_be(self, expression: ast.expr, names: Collection[str]) -> bool:
        """Whether an expression may stand for what has one of these last names (see `known_as`)."""
        name = known_as(expression)
        return name in names or name in self.scope.renamed

    def parents(self, node: ast.AST) -> Iterator[ast.AST]:
        """The nodes around `node`, innermost first, the module last."""
        while above := self.file.parents.get(node):
            yield above
            node = above


@lru_cache(maxsize=1)
def _imported(module: Scope) -> tuple[frozenset[str], frozenset[str]]:
    """What a file imports, a module for all that is in it; and the modules that this is in, too."""
    targets = frozenset(target.removesuffix(".*") for target in module.imported)
    return targets, _all_around(targets)


def _all_around(names: Collection[str]) -> frozenset[str]:
    """Dotted names, and all that they are in: `a.b` and `a` of `a.b`."""
    parts = (name.split(".") for name in names)
    return frozenset(
        ".".join(path[:length]) for path in parts for length in range(1, len(path) + 1)
    )


_leading_to = lru_cache(maxsize=256)(_all_around)


def _start(site: tuple[Any, Scope, bool, bool]) -> tuple[int, int]:
    return site[0].lineno, site[0].col_offset
