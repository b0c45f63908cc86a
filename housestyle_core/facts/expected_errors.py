"""Code that is there to fail or to warn, and code whose failure another part answers."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context

TESTS = {
    "pytest.deprecated_call",
    "pytest.raises",
    "pytest.warns",
    "warnings.catch_warnings",
}
ASSERTIONS = ("assertRaises", "assertRaisesRegex", "assertWarns", "assertWarnsRegex")
SUPPRESS = "contextlib.suppress"


def is_expected(node: ast.AST, context: Context) -> bool:
    """Whether a test runs a node because it raises or warns."""
    return any(
        context.resolve(call.func) in TESTS or getattr(call.func, "attr", "") in ASSERTIONS
        for call in _entered(node, context)
    )


def is_caught(node: ast.AST, context: Context) -> bool:
    """Whether code around a node answers what it raises."""
    if any(context.resolve(call.func) == SUPPRESS for call in _entered(node, context)):
        return True
    below = node
    for above in context.parents(node):
        if isinstance(above, (ast.Try, ast.TryStar)) and below in above.body and above.handlers:
            return True
        below = above
    return False


def _entered(node: ast.AST, context: Context) -> Iterator[ast.Call]:
    """The calls whose results the `with` statements around a node enter."""
    for above in context.parents(node):
        if isinstance(above, ast.With):
            for item in above.items:
                if isinstance(item.context_expr, ast.Call):
                    yield item.context_expr
