"""What names stand for, as far as the file and what it imports from tell."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import Handler
from housestyle_core.facts.own_functions import KEEPING
from housestyle_core.facts.route_table.registrations import DECORATORS

if TYPE_CHECKING:
    from housestyle_core.facts.written_types import Follow
    from housestyle_core.tree.scopes import Scope

    Found = tuple[ast.AST, Scope]

WRAPS = frozenset(("functools.wraps", "functools.update_wrapper"))
DEPTH = 8


def definition(expression: ast.expr, scope: Scope, follow: Follow) -> Found | None:
    """The function, class or value that a name stands for, and the scope of that."""
    for _ in range(DEPTH):
        found = scope.find(expression.id) if isinstance(expression, ast.Name) else None
        if found and len(found[1]) == 1:
            node, value = found[1][0].node, found[1][0].value
            if isinstance(node, Handler | ast.ClassDef):
                return node, found[0]
            if value is not None and not isinstance(value, ast.Name | ast.Attribute):
                return value, found[0]
            if value is not None:
                expression, scope = value, found[0]
                continue
        target = scope.resolve(expression)
        further = follow(target, scope) if target else None
        if further is None:
            return None
        expression, scope = further
    return None


def given_back(found: Found) -> Found | None:
    """The function defined in another one that this gives back, and the scope that it stands in."""
    function, scope = found
    if not isinstance(function, Handler):
        return None
    inner = {item.name: item for item in function.body if isinstance(item, Handler)}
    match function.body[-1]:
        case ast.Return(value=ast.Name(id=name)) if name in inner:
            return inner[name], scope.inner[function]
    return None


def keeps_parameters(decorator: ast.expr, scope: Scope, follow: Follow) -> bool:
    """Whether what a decorator gives has the parameters of what it gets."""
    plain = decorator.func if isinstance(decorator, ast.Call) else decorator
    if isinstance(plain, ast.Attribute) and plain.attr in DECORATORS:
        return True  # registers it and gives it back
    if scope.resolve(plain) in KEEPING:
        return True
    found = definition(plain, scope, follow)
    wrapper = given_back(found) if found else None
    if wrapper and isinstance(decorator, ast.Call):
        wrapper = given_back(wrapper)
    above = wrapper[0].decorator_list if wrapper and isinstance(wrapper[0], Handler) else []
    names = (item.func if isinstance(item, ast.Call) else item for item in above)
    return wrapper is not None and any(wrapper[1].resolve(name) in WRAPS for name in names)
