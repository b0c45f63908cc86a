"""The nodes and the calls in a function, which what blocks in it is judged by: looked for once."""

from __future__ import annotations

import ast
from functools import lru_cache

from housestyle_core.tree.walk import children


@lru_cache(maxsize=16)
def nodes_in(root: ast.AST) -> list[ast.AST]:
    """A function, a class or a module, and every node in it, also in what is nested there.

    Operators and the like are left out.
    """
    found = [root]
    for node in found:  # which grow
        found.extend(children(node))
    return found


@lru_cache(maxsize=16)
def calls_in(root: ast.AST) -> list[ast.Call]:
    """Every call in a function, a class or a module, also in what is nested there."""
    return [node for node in nodes_in(root) if isinstance(node, ast.Call)]
