"""What FastAPI makes of a function that a router's decorator registers."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.classes import class_of, foreign_bases
from housestyle_core.facts.loose_types import needs_no_body
from housestyle_core.facts.written_types import Follow, Meaning, followed_nowhere, written
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from housestyle_core.tree.context import Context
    from housestyle_core.tree.scopes import Binding, Scope

Handler = ast.FunctionDef | ast.AsyncFunctionDef

VERBS = frozenset(
    ("api_route", "delete", "get", "head", "options", "patch", "post", "put", "trace")
)
ROUTERS = frozenset(
    f"fastapi.{name}"
    for name in ("APIRouter", "FastAPI", "applications.FastAPI", "routing.APIRouter")
)
REQUESTS = frozenset(("fastapi.Request", "fastapi.requests.Request", "starlette.requests.Request"))
BODY = frozenset(f"fastapi{home}.Body" for home in ("", ".param_functions", ".params"))
DESCRIPTIONS = (
    "pydantic.",
    "annotated_types.",
    "annotated_doc.",
    "typing_extensions.",
    "builtins.",
)


class Parameter(Record):
    """A parameter that the client may fill, and the `Body(...)` that marks it, if one does.

    `in_url` says that FastAPI takes it from the query or the path.
    """

    argument: ast.arg
    annotation: ast.expr
    body: ast.Call | None
    in_url: bool


def registrations(function: Handler, context: Context) -> list[ast.Call]:
    """The decorators of a function that the file proves to register it with FastAPI."""
    return [
        decorator
        for decorator in function.decorator_list
        if isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr in VERBS
        and _is_router(decorator.func.value, context.scope)
    ]


def client_parameters(
    function: Handler, scope: Scope, follow: Follow = followed_nowhere
) -> Iterator[Parameter]:
    """The parameters that the client may fill with a body or without a word in the URL.

    `scope` is the one that the function stands in; `follow` finds what an import brings in.
    """
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    gap = len(positional) - len(arguments.defaults)
    defaults = [*[None] * gap, *arguments.defaults, *arguments.kw_defaults]
    for argument, default in zip((*positional, *arguments.kwonlyargs), defaults, strict=True):
        if annotation := argument.annotation:
            metadata = written(annotation, scope, follow).metadata
            marks = [*metadata, *([Meaning(default, scope)] if default else [])]
            if not any(_is_elsewhere(*mark) for mark in marks):
                body = _body(marks)
                in_url = body is None and needs_no_body(annotation, scope, follow)
                yield Parameter(argument, annotation, body, in_url)


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """The value of a keyword argument."""
    return next((found.value for found in call.keywords if found.arg == name), None)


def is_router_class(expression: ast.expr, scope: Scope) -> bool:
    """Whether an expression is a class of FastAPI with routes, or comes from one in this file."""
    if scope.resolve(expression) in ROUTERS:
        return True
    found = class_of(expression, scope)
    return found is not None and not ROUTERS.isdisjoint(foreign_bases(*found))


def _is_elsewhere(mark: ast.expr, scope: Scope) -> bool:
    """Whether a default, or metadata, may say that the value is injected or not of the body.

    `Depends`, `Query` and the like do; what the file does not tell may be one of them.
    """
    if not isinstance(mark, ast.Call | ast.Name | ast.Attribute):
        return False
    target = scope.resolve(mark.func if isinstance(mark, ast.Call) else mark)
    return target is None or not (target in BODY or target.startswith(DESCRIPTIONS))


def _body(marks: Iterable[Meaning]) -> ast.Call | None:
    """The call of `Body` among the marks of a parameter."""
    for mark, scope in marks:
        if isinstance(mark, ast.Call) and scope.resolve(mark.func) in BODY:
            return mark
    return None


def _is_router(expression: ast.expr, scope: Scope) -> bool:
    found = scope.find(expression.id) if isinstance(expression, ast.Name) else None
    return found is not None and all(_gives_router(binding, found[0]) for binding in found[1])


def _gives_router(binding: Binding, scope: Scope) -> bool:
    match binding.value or binding.node:
        case ast.Call(func=made) | ast.arg(annotation=ast.expr() as made):
            around = scope.parent if isinstance(binding.node, ast.arg) else scope
            return is_router_class(made, around or scope)
    return False
