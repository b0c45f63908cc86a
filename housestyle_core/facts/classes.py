"""Where the classes of a file come from, as far as that file tells."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.scopes import Scope


def class_of(expression: ast.expr, scope: Scope) -> tuple[ast.ClassDef, Scope] | None:
    """The class of this file behind a name: its own, or that of a method's `self` or `cls`."""
    owner = scope.class_of_self(expression.id) if isinstance(expression, ast.Name) else None
    if owner and owner.parent and isinstance(owner.node, ast.ClassDef):
        return owner.node, owner.parent
    return class_named(expression, scope)


def class_named(expression: ast.expr, scope: Scope) -> tuple[ast.ClassDef, Scope] | None:
    """The class of this file that a plain name stands for, and the scope it is defined in."""
    found = scope.find(expression.id) if isinstance(expression, ast.Name) else None
    if found is None or len(found[1]) != 1:
        return None
    node = found[1][0].node
    return (node, found[0]) if isinstance(node, ast.ClassDef) else None


def lineage(node: ast.ClassDef, scope: Scope) -> Iterator[tuple[ast.ClassDef, Scope]]:
    """The class and those of its bases, near and far, that this file defines.

    `scope` is the one that the class stands in. They come in the order in which Python looks into
    them: each class before its bases, the first of several bases first.
    """
    found: list[tuple[ast.ClassDef, Scope]] = []
    seen: set[ast.ClassDef] = set()
    stack = [(node, scope, False)]
    while stack:
        current, around, is_done = stack.pop()
        if is_done:
            found.append((current, around))
        elif current not in seen:
            seen.add(current)
            stack.append((current, around, True))
            above = (class_named(_unsubscripted(base), around) for base in current.bases)
            stack += [(*base, False) for base in above if base]
    return reversed(found)


def foreign_bases(node: ast.ClassDef, scope: Scope) -> Iterator[str]:
    """The dotted names of the classes of other modules that a class comes from."""
    for current, around in lineage(node, scope):
        for base in current.bases:
            if name := around.resolve(_unsubscripted(base)):
                yield name


def _unsubscripted(base: ast.expr) -> ast.expr:
    return base.value if isinstance(base, ast.Subscript) else base
