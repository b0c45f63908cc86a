"""The status codes of HTTP, as code writes them."""

from __future__ import annotations

import ast
import re
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from housestyle_core.tree.scopes import Scope

OK = 200
NO_BODY = frozenset((204, 205, 304))
RESPONSES = r"(?:fastapi|starlette)\.(?:responses\.)?(\w*Response)"
CONSTANT = r"(?:fastapi|starlette)\.status\.HTTP_(\d{3})_\w+"
MEMBER = r"http\.HTTPStatus\.([A-Z_]+)(?:\.value)?"


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
    if constant := re.fullmatch(CONSTANT, name):
        return int(constant[1])
    member = re.fullmatch(MEMBER, name)
    return HTTPStatus[member[1]] if member and member[1] in HTTPStatus.__members__ else None


def has_body(code: int) -> bool:
    """Whether an answer with this status may have a body."""
    return code >= OK and code not in NO_BODY
