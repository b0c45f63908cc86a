"""What of a module decides on the routes of others, as a digest."""

from __future__ import annotations

import ast
import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import Handler
from housestyle_core.facts.route_table.routers import ADDING

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS = (ast.stmt, ast.ExceptHandler, ast.match_case)
CONNECTION = re.compile(r"Request|WebSocket|Connection")
REGISTERING = ADDING | {"include_router"}


@lru_cache(maxsize=8)
def outline_digest(tree: ast.Module) -> str:
    """A digest of a module without its places, comments and the bodies that tell nothing."""
    return hashlib.sha256("\n".join(_outline(tree)).encode()).hexdigest()[:16]


def _outline(node: ast.AST) -> Iterator[str]:
    for field, value in ast.iter_fields(node):
        if field == "body" and isinstance(node, Handler) and not _tells(node):
            continue
        yield field
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, PARTS):
                yield from _outline(item)
            else:
                yield ast.dump(item) if isinstance(item, ast.AST) else repr(item)


def _tells(function: Handler) -> bool:
    """Whether a body may matter: it defines functions, registers routes or has the request."""
    return CONNECTION.search(ast.unparse(function.args)) is not None or any(
        isinstance(node, Handler) or getattr(node, "attr", None) in REGISTERING
        for statement in function.body
        for node in ast.walk(statement)
    )
