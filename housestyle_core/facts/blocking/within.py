"""The nodes and the calls in a function, which what blocks in it is judged by: looked for once."""

from __future__ import annotations

import ast
from functools import lru_cache


@lru_cache(maxsize=16)
def nodes_in(root: ast.AST) -> list[ast.AST]:
    """A function, a class or a module, and every node in it, also in what is nested there."""
    return [*ast.walk(root)]


@lru_cache(maxsize=16)
def calls_in(root: ast.AST) -> list[ast.Call]:
    """Every call in a function, a class or a module, also in what is nested there."""
    return [node for node in ast.walk(root) if isinstance(node, ast.Call)]
