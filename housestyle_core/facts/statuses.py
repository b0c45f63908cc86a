"""The status codes of HTTP, as code writes them."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from housestyle_core.tree.scopes import Scope

OK = 200
NO_BODY = frozenset((204, 205, 304))
RESPONSES = r"(?:fastapi|starlette)\.(?:responses\.)?(\w*Response)"
CONSTANTS = frozenset(("fastapi.status", "starlette.status"))
CONSTANT = r"HTTP_(\d{3})_\w+"
MEMBERS = "http.HTTPStatus"


def status_of(value: ast.expr | None, scope: Scope) -> int | None:
    """The status code that an expression is; None where the file does not tell."""
    match value:
        case ast.Constant(value=int(code)):
            return code
        case ast.Name(id=name) if (found := scope.find(name)) and len(found[1]) == 1:
            bound = found[1][0].value
            if bound is not None and not isinstance(bound, ast.Name):
                return status_of(bound, found[0])
    name = (scope.resolve(value) if value else None) or ""
    owner, _, last = name.removesuffix(".value").rpartition(".")
    if owner == MEMBERS:
        from http import HTTPStatus

        return HTTPStatus.__members__.get(last)
    constant = re.fullmatch(CONSTANT, last) if owner in CONSTANTS else None
    return int(constant[1]) if constant else None


def has_body(code: int) -> bool:
    """Whether an answer with this status may have a body."""
    return code >= OK and code not in NO_BODY
