"""The names of classes that routes take and give, each where a file mentions it first."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.facts.classes import class_named
from housestyle_core.facts.fastapi_routes import VERBS, Handler
from housestyle_core.facts.pydantic_models import model_bases
from housestyle_core.facts.route_output import declared_output, has_no_model, is_shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from housestyle_core.tree.context import File
    from housestyle_core.tree.scopes import Scope

GENERIC = ("typing.Generic", "typing_extensions.Generic")


def class_names(annotation: ast.expr | None) -> Iterator[ast.Name | ast.Attribute]:
    """The names in a type, but for those of what has others in brackets: `User` of `list[User]`."""
    match annotation:
        case ast.Name() | ast.Attribute():
            yield annotation
        case ast.BinOp(left=left, right=right):
            yield from class_names(left)
            yield from class_names(right)
        case ast.Subscript(value=ast.Name(id=form) | ast.Attribute(attr=form), slice=inside):
            parts = inside.elts if isinstance(inside, ast.Tuple) else [inside]
            for part in parts[:1] if form == "Annotated" else parts:
                yield from class_names(part)


@lru_cache(maxsize=2)
def first_outputs(file: File) -> frozenset[ast.expr]:
    """Where the routes of a module say for the first time that they give objects of a class."""
    return _first(
        declared_output(call, function) for function, calls in _routes(file) for call in calls
    )


@lru_cache(maxsize=2)
def first_shown(file: File) -> frozenset[ast.expr]:
    """The same of the routes whose answer is in the OpenAPI document, for clients to see."""
    routes = ((function, call) for function, calls in _routes(file) for call in calls)
    return _first(
        declared_output(call, function)
        for function, call in routes
        if is_shown(call) and not has_no_model(call)
    )


@lru_cache(maxsize=2)
def first_inputs(file: File) -> frozenset[ast.expr]:
    """Where the routes of a module say for the first time that they take objects of a class."""
    return _first(
        argument.annotation
        for function, _ in _routes(file)
        for argument in (
            *function.args.posonlyargs,
            *function.args.args,
            *function.args.kwonlyargs,
        )
    )


@lru_cache(maxsize=2)
def first_route(file: File) -> Handler | None:
    """The first function of a module that looks like a route handler."""
    return next((function for function, _ in _routes(file)), None)


def own_model(name: ast.expr, scope: Scope) -> ast.ClassDef | None:
    """The model of this file that a name stands for; none that has parameters for types."""
    found = class_named(name, scope)
    if found is None or not model_bases(*found) or getattr(found[0], "type_params", None):
        return None
    wrapped = (base.value for base in found[0].bases if isinstance(base, ast.Subscript))
    is_generic = any(found[1].resolve(base) in GENERIC for base in wrapped)
    return None if is_generic else found[0]


def _routes(file: File) -> Iterator[tuple[Handler, list[ast.Call]]]:
    functions = (node for node in file.scope.inner if isinstance(node, Handler))
    for function in sorted(functions, key=lambda node: node.lineno):
        calls = [
            item
            for item in function.decorator_list
            if isinstance(item, ast.Call)
            and isinstance(item.func, ast.Attribute)
            and item.func.attr in VERBS
        ]
        if calls:
            yield function, calls


def _first(annotations: Iterable[ast.expr | None]) -> frozenset[ast.expr]:
    found: dict[str, ast.expr] = {}
    for annotation in annotations:
        for name in class_names(annotation):
            found.setdefault(ast.unparse(name), name)
    return frozenset(found.values())
