"""A class as its module writes it, for what mypy's types leave out."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from mypy_housestyle.facts.ours import is_our_path
from mypy_housestyle.facts.source import source_of

if TYPE_CHECKING:
    from mypy.nodes import TypeInfo

    from housestyle_core.tree.scopes import Scope
    from mypy_housestyle.facts.class_kinds import Around


def written_class(info: TypeInfo, around: Around) -> tuple[ast.ClassDef, Scope] | None:
    """The statement of a class of the project, and the scope that it stands in.

    None for one in a function, and for one that its module defines in several ways.
    """
    tree = around.checker.modules.get(info.module_name)
    source = source_of(tree, around.settings) if tree and is_our_path(tree.path) else None
    path = info.fullname.removeprefix(f"{info.module_name}.").split(".")
    found: tuple[ast.ClassDef, Scope] | None = None
    scope = source.file.scope if source else None
    for name in path:
        bindings = scope.bindings.get(name, []) if scope else []
        node = bindings[0].node if len(bindings) == 1 else None
        if scope is None or not isinstance(node, ast.ClassDef):
            return None
        found = node, scope
        scope = scope.inner.get(node)
    return found
