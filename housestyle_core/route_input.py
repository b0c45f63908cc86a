"""What a route handler takes from its client without a model."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.excerpt import excerpt

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from housestyle_core.fastapi_routes import Handler
    from housestyle_core.loose_types import Loose

VALIDATORS = frozenset(
    ("model_validate", "parse_obj", "validate", "validate_json", "validate_python", "convert")
)


def parameter_message(argument: ast.arg, annotation: ast.expr, loose: Loose) -> str:
    """What is said of a parameter that is no model."""
    if loose.name:
        return f"`{loose.name}` is a {loose.kind}: make it a Pydantic model"
    shown = f"{argument.arg}: {excerpt(annotation)}"
    return f"`{shown}` takes whatever is sent: annotate it with a Pydantic model"


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
            return any(_goes_to_validator(use, parents) for use in uses)
    return _goes_to_validator(read, parents)


def _goes_to_validator(value: ast.expr, parents: Mapping[ast.AST, ast.AST]) -> bool:
    match above := parents[value]:
        case ast.Call(func=ast.Attribute(attr=method), args=arguments):
            return method in VALIDATORS and value in arguments
        case ast.keyword(arg=None):
            match parents[above]:
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                    return name[:1].isupper()
    return False
