"""What a route handler sends back without a model."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.classes import class_named, foreign_bases
from housestyle_core.facts.fastapi_routes import keyword
from housestyle_core.tree.excerpt import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.facts.fastapi_routes import Handler
    from housestyle_core.facts.loose_types import Loose
    from housestyle_core.tree.scopes import Scope


JSON_RESPONSES = frozenset(("JSONResponse", "ORJSONResponse", "UJSONResponse"))
NO_BODY = ("204", "205", "304", "NO_CONTENT", "RESET_CONTENT", "NOT_MODIFIED")
MODEL_METHODS = frozenset(("model_construct", "model_copy", "model_dump", "model_validate"))
DATA_FUNCTIONS = frozenset(
    f"builtins.{name}"
    for name in ("all", "any", "bool", "dict", "int", "len", "list", "set", "sorted", "str", "sum")
)
DISPLAYS = (
    *(ast.Dict, ast.List, ast.Set, ast.Tuple, ast.JoinedStr, ast.Compare),
    *(ast.DictComp, ast.ListComp, ast.SetComp, ast.GeneratorExp),
)
INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def annotation_message(annotation: ast.expr, loose: Loose) -> str:
    """What is said of a return type or `response_model` that is no model."""
    if loose.name:
        return f"`{loose.name}` is a {loose.kind}: make it a Pydantic model"
    return f"`{excerpt(annotation)}` does not tell what is sent back: write a Pydantic model"


def missing_message(function: Handler) -> str:
    """What is said of a handler without return type and `response_model`."""
    return (
        f"`{function.name}` does not tell what it sends back: annotate its return with a Pydantic "
        "model"
    )


def declared_output(registration: ast.Call, function: Handler) -> ast.expr | None:
    """The type that decides on the answer: `response_model`, else the annotated return."""
    model = keyword(registration, "response_model")
    return function.returns if model is None or _is_none(model) else model


def is_exempt(registration: ast.Call, function: Handler, scope: Scope) -> bool:
    """Whether nothing is asked of a route.

    It has no JSON body, is not part of the interface, says `None` on purpose or hides its options.
    """
    kind = keyword(registration, "response_class")
    return (
        any(found.arg is None for found in registration.keywords)
        or (
            kind is not None
            and (scope.resolve(kind) or "").rpartition(".")[2] not in JSON_RESPONSES
        )
        or not is_shown(registration)
        or (has_no_model(registration) and function.returns is not None)
    )


def has_no_model(registration: ast.Call) -> bool:
    """Whether a route says `response_model=None`."""
    model = keyword(registration, "response_model")
    return model is not None and _is_none(model)


def is_shown(registration: ast.Call) -> bool:
    """Whether the document of the interface shows what a route answers, by its registration."""
    shown = keyword(registration, "include_in_schema")
    is_hidden = isinstance(shown, ast.Constant) and shown.value is False
    return not is_hidden and not has_no_body(registration)


def has_no_body(registration: ast.Call) -> bool:
    """Whether the answer of a route has no body, by its status."""
    status = keyword(registration, "status_code")
    return status is not None and ast.unparse(status).endswith(NO_BODY)


def returned_values(function: Handler) -> list[ast.expr]:
    """What the `return` statements of a function give, but for `None`; none of a generator."""
    own = list(_own_nodes(function))
    if any(isinstance(node, ast.Yield | ast.YieldFrom) for node in own):
        return []
    values = (node.value for node in own if isinstance(node, ast.Return))
    return [value for value in values if value and not _is_none(value)]


def gives_data(function: Handler, scope: Scope) -> bool:
    """Whether the file proves that a handler gives data back, and not a response of its own.

    `scope` is the one that the function stands in.
    """
    values = returned_values(function)
    names = {value.id for value in values if isinstance(value, ast.Name)}
    assigned = (node for node in _own_nodes(function) if names and isinstance(node, ast.Assign))
    values += (
        node.value
        for node in assigned
        if any(isinstance(target, ast.Name) and target.id in names for target in node.targets)
    )
    return any(is_data(value, scope) for value in values)


def is_data(value: ast.expr, scope: Scope) -> bool:
    """Whether a value is data by its looks, and no response."""
    match value:
        case ast.Constant():
            return value.value not in (None, ...)
        case ast.IfExp(body=one, orelse=other):
            return is_data(one, scope) or is_data(other, scope)
        case ast.Call(func=ast.Attribute(attr=method)) if method in MODEL_METHODS:
            return True
        case ast.Call(func=made) if found := class_named(made, scope):
            bases = list(foreign_bases(*found))
            return bool(bases) and not any(base.endswith("Response") for base in bases)
        case ast.Call(func=made):
            return scope.resolve(made) in DATA_FUNCTIONS
    return isinstance(value, DISPLAYS)


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _own_nodes(function: Handler) -> Iterator[ast.AST]:
    """The nodes of the body of a function, but for those of functions and classes in it."""
    stack: list[ast.AST] = list(function.body)
    while stack:
        node = stack.pop()
        if not isinstance(node, INNER):
            yield node
            stack += ast.iter_child_nodes(node)
