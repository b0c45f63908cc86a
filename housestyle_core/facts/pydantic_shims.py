"""Code that is written to run with Pydantic 1 and with Pydantic 2."""

from __future__ import annotations

import ast
import re
from itertools import takewhile
from typing import TYPE_CHECKING

from housestyle_core.facts.pydantic_v1 import METHODS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context

VERSION_TEST = r"(?i)hasattr|pydantic|version|model_|__fields"


def serves_both_versions(node: ast.AST, context: Context) -> bool:
    """Whether code around `node` asks which Pydantic is there, so that both are meant.

    `if hasattr(model, "model_dump")` around it or, with a `return`, in front of it; a `try` whose
    handler catches that a name is missing; a method that gives the old one its new name.
    """
    below = node
    for above in context.parents(node):
        match above:
            case ast.FunctionDef(name=name) if _is_replaced_by(name, node):
                return True
            case ast.If(test=test) | ast.IfExp(test=test):
                if below is not test and _asks_for_version(test):
                    return True
            case ast.Try() if _tries_version(above, below):
                return True
        if any(_asks_for_version(test) for test in _earlier_tests(above, below)):
            return True
        below = above
    return False


def _is_replaced_by(name: str, node: ast.AST) -> bool:
    """Whether a name is the one that Pydantic 2 has for a method that is called."""
    match node:
        case ast.Call(func=ast.Attribute(attr=old)):
            return f"`{name}`" in METHODS.get(old, "")
    return False


def _asks_for_version(test: ast.expr) -> bool:
    return bool(re.search(VERSION_TEST, ast.unparse(test)))


def _tries_version(above: ast.Try, below: ast.AST) -> bool:
    """Whether the absence of a name is caught, or a handler has what Pydantic 2 failed to do."""
    in_handler = below in above.handlers
    return any(_catches_absence(handler) for handler in above.handlers) or (
        in_handler and any("model_" in ast.unparse(statement) for statement in above.body)
    )


def _catches_absence(handler: ast.ExceptHandler) -> bool:
    caught = ast.unparse(handler.type) if handler.type else ""
    return "ImportError" in caught or "AttributeError" in caught or "ModuleNotFound" in caught


def _earlier_tests(block: ast.AST, statement: ast.AST) -> Iterator[ast.expr]:
    body = getattr(block, "body", None)
    if not isinstance(body, list) or statement not in body:
        return
    for earlier in takewhile(lambda other: other is not statement, body):
        if isinstance(earlier, ast.If) and isinstance(earlier.body[-1], ast.Return):
            yield earlier.test
