"""The JSON that a route handler reads from its request, and the models that validate data."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.tree.excerpt import excerpt

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from housestyle_core.facts.fastapi_routes import Handler

VALIDATORS = frozenset(
    ("model_validate", "parse_obj", "validate", "validate_json", "validate_python", "convert")
)


def raw_json_message(read: ast.Call) -> str:
    """What is said of `request.json()`."""
    remedy = "declare a parameter with a Pydantic model in its place"
    return f"`{excerpt(read)}` takes whatever is sent: {remedy}"


def raw_json(
    function: Handler, requests: Collection[str], parents: Mapping[ast.AST, ast.AST]
) -> Iterator[ast.Call]:
    """Each `await request.json()` of a handler that no model validates.

    `requests` are its parameters that hold the request.
    """
    nodes = list(ast.walk(function)) if requests else []
    for node in nodes:
        match node:
            case ast.Await(
                value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="json")) as call
            ) if name in requests and not _is_validated(node, nodes, parents):
                yield call


def _is_validated(
    read: ast.Await, nodes: list[ast.AST], parents: Mapping[ast.AST, ast.AST]
) -> bool:
    """Whether the data goes to a validator or, as `**data`, to a class, at once or by its name."""
    match parents[read]:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            uses = [node for node in nodes if isinstance(node, ast.Name) and node.id == name]
            return any(validator(use, parents) for use in uses)
    return validator(read, parents) is not None


def validator(value: ast.expr, parents: Mapping[ast.AST, ast.AST]) -> ast.expr | None:
    """What validates a value: the class that it is the `**data` of, or what has the method."""
    match above := parents[value]:
        case ast.Call(func=ast.Attribute(value=model, attr=method), args=arguments):
            return model if method in VALIDATORS and value in arguments else None
        case ast.keyword(arg=None):
            match parents[above]:
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name) as model):
                    return model if name[:1].isupper() else None
    return None
