"""The parameters that FastAPI sees of what it is to call."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.classes import foreign_bases, lineage
from housestyle_core.facts.fastapi_routes import Handler
from housestyle_core.facts.own_classes import EMPTY_BASES
from housestyle_core.facts.own_functions import DATACLASSES
from housestyle_core.facts.route_table.definitions import (
    definition,
    given_back,
    keeps_parameters,
)
from housestyle_core.facts.route_table.registrations import STATIC
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.facts.written_types import Follow
    from housestyle_core.tree.scopes import Scope

MODELS = frozenset(("pydantic.BaseModel", "pydantic.main.BaseModel", "sqlmodel.SQLModel"))
SECURITY = "fastapi.security."


class Parameter(Record):
    """A parameter or field, with what it is where nobody gives it a value."""

    node: ast.arg | ast.AnnAssign
    name: str
    annotation: ast.expr | None
    default: ast.expr | None


class Signature(Record):
    """Parameters whose types and defaults belong to `scope`; the function where one has them."""

    parameters: tuple[Parameter, ...]
    scope: Scope
    function: Handler | None = None


def signature_of(called: ast.expr, scope: Scope, follow: Follow) -> Signature | None:
    """The signature of what an expression stands for; None where the files do not tell."""
    match called:
        case ast.Attribute(value=ast.Name(id=name), attr=method) if owner := (
            scope.class_of_self(name)
        ):
            return _method(owner.node, method, owner.parent, follow)
        case ast.Lambda():
            return Signature(tuple(_parameters(called)), scope)
    found = (called, scope) if isinstance(called, ast.Call) else definition(called, scope, follow)
    match found:
        case (ast.FunctionDef() | ast.AsyncFunctionDef()) as function, around:
            return of_function(function, around, follow)
        case ast.ClassDef() as kind, around:
            return _of_class(kind, around, follow)
        case ast.Call(func=made), around:
            return _made(made, around, follow)
    return None


def of_function(
    function: Handler, scope: Scope, follow: Follow, *, above: int = 0, skipped: int = 0
) -> Signature | None:
    """The signature of a function of `scope`; None if a decorator may change it.

    `above` says how many decorators do not count, `skipped` how many parameters.
    """
    if all(
        keeps_parameters(decorator, scope, follow) for decorator in function.decorator_list[above:]
    ):
        return Signature(tuple(_parameters(function))[skipped:], scope, function)
    return None


def _parameters(function: Handler | ast.Lambda) -> Iterator[Parameter]:
    given = function.args
    positional = [*given.posonlyargs, *given.args]
    gap = len(positional) - len(given.defaults)
    defaults = [*[None] * gap, *given.defaults, *given.kw_defaults]
    for argument, default in zip((*positional, *given.kwonlyargs), defaults, strict=True):
        yield Parameter(argument, argument.arg, argument.annotation, default)


def _made(made: ast.expr, scope: Scope, follow: Follow) -> Signature | None:
    """The signature of what a call gives: an object that can be called, or an inner function."""
    if (scope.resolve(made) or "").startswith(SECURITY):
        return Signature((), scope)
    match definition(made, scope, follow):
        case (ast.FunctionDef() | ast.AsyncFunctionDef()) as function, around:
            inner = given_back((function, around))
            if inner and isinstance(inner[0], Handler):
                return of_function(inner[0], inner[1], follow)
        case ast.ClassDef() as kind, around:
            return _method(kind, "__call__", around, follow)
    return None


def _method(kind: ast.AST, name: str, scope: Scope | None, follow: Follow) -> Signature | None:
    """The signature of a method of a class of `scope`, without the object."""
    if scope is None or not isinstance(kind, ast.ClassDef):
        return None
    for each, _ in lineage(kind, scope):
        inside = scope.inner[each]
        match [binding.node for binding in inside.bindings.get(name, ())]:
            case [(ast.FunctionDef() | ast.AsyncFunctionDef()) as method]:
                named = (inside.resolve(item) for item in method.decorator_list)
                skipped = int(STATIC.isdisjoint(filter(None, named)))
                return of_function(method, inside, follow, skipped=skipped)
            case [_, *_]:
                return None
    return None


def _of_class(kind: ast.ClassDef, scope: Scope, follow: Follow) -> Signature | None:
    """The signature of a class: of its `__init__`, or of one that is made of its fields."""
    if made := _method(kind, "__init__", scope, follow):
        return made
    bases = {*foreign_bases(kind, scope)}
    above = [
        around.resolve(item.func if isinstance(item, ast.Call) else item)
        for each, around in lineage(kind, scope)
        for item in each.decorator_list
    ]
    if not bases <= EMPTY_BASES | MODELS or not DATACLASSES.issuperset(above):
        return None
    has_fields = bool(above) or not MODELS.isdisjoint(bases)
    fields = (
        Parameter(item, item.target.id, item.annotation, item.value)
        for each, _ in lineage(kind, scope)
        for item in each.body
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
    )
    return Signature(tuple(fields) if has_fields else (), scope)
