"""Where code reads its names, found once for all that ask for one of them."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@lru_cache(maxsize=16)
def name_reads(code: ast.AST) -> Mapping[str, list[ast.Name]]:
    """The places in a function or module, also in functions there, that read or delete a name."""
    found: dict[str, list[ast.Name]] = {}
    for node in ast.walk(code):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store):
            found.setdefault(node.id, []).append(node)
    return found
