"""What a check may ask about the file and the place that it looks at."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import PurePosixPath

    from housestyle_core.config.settings import Settings
    from housestyle_core.tree.scopes import FunctionNode, Scope
    from housestyle_core.tree.walk import Place


class File(NamedTuple):
    """The file being checked; `relative` is its path below the folder of its configuration.

    From `sites` on it is what the walk found (see `walk.Tree`): the nodes of the types that a rule
    wants or needs, the parent of every node, the module's scope, which types of node occur.
    """

    path: str
    relative: PurePosixPath
    lines: list[str]
    tree: ast.Module
    settings: Settings
    sites: list[Place]
    parents: dict[ast.AST, ast.AST]
    scope: Scope
    kinds: set[type[ast.AST]]

    def imports(self, *modules: str) -> bool:
        """Whether anything in the file imports one of these modules, or something from one."""
        inside = tuple(f"{module}." for module in modules)
        return any(f"{target}.".startswith(inside) for target in self.scope.imported)

    def can_reach(self, names: Collection[str]) -> bool:
        """Whether an import of the file leads to one of these dotted names."""
        modules = tuple(f"{target.removesuffix('.*')}." for target in self.scope.imported)
        return any(f"{name}.".startswith(modules) for name in names)

    @property
    def is_stub(self) -> bool:
        return self.path.endswith(".pyi")


class Context(NamedTuple):
    """The place of the node that a check was called with."""

    file: File
    scope: Scope
    in_annotation: bool
    quoted: bool

    @property
    def function(self) -> FunctionNode | None:
        """The function or lambda that this code runs in; None for code that runs at import."""
        return self.scope.function()

    @property
    def in_async(self) -> bool:
        """Whether this code runs in an `async def`, not in a function or lambda nested there."""
        return isinstance(self.function, ast.AsyncFunctionDef)

    def resolve(self, expression: ast.expr) -> str | None:
        """The dotted name that an expression stands for (see `Scope.resolve`)."""
        return self.scope.resolve(expression)

    def parents(self, node: ast.AST) -> Iterator[ast.AST]:
        """The nodes around `node`, innermost first, the module last."""
        while above := self.file.parents.get(node):
            yield above
            node = above
