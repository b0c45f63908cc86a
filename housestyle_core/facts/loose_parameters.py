"""What a route handler takes from its client in a parameter that is no model."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.loose_types import Allowed
from housestyle_core.facts.route_input import validator
from housestyle_core.record import Record
from housestyle_core.tree.excerpt import excerpt

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from housestyle_core.facts.fastapi_routes import Handler, Parameter
    from housestyle_core.facts.loose_types import Loose

DECLARING = frozenset(
    ("description", "embed", "example", "examples", "json_schema_extra", "openapi_examples")
)


class Options(Record):
    """What may come from a client although no model describes it.

    `allow-dataclasses` and `allow-typed-dicts`: FastAPI validates both, but they have no field
    validators and cannot forbid what they do not know. `allow-mappings`: a mapping from strings to
    scalars, such as `dict[str, float]`. `allow-declared-json`: a parameter whose `Body(...)` has
    `embed`, a description, an example or a JSON schema, which say that free JSON is meant. Neither
    of the last two excuses a parameter that the handler reads by a literal key, as in
    `data["name"]`: that is a record.
    """

    allow_dataclasses: bool = False
    allow_typed_dicts: bool = False
    allow_mappings: bool = True
    allow_declared_json: bool = True


def parameter_message(parameter: Parameter, loose: Loose, *, has_body: bool) -> str:
    """What is said of a parameter that is no model; a WebSocket has no body to fill it from."""
    shown = f"{parameter.argument.arg}: {excerpt(parameter.annotation)}"
    if parameter.in_url:
        return f"`{shown}` takes any text of the URL: annotate it with the type that it must have"
    if not has_body:
        remedy = "validate what `receive_json()` gives"
        return f"`{shown}` is never filled, for a WebSocket has no body: {remedy}"
    if loose.name:
        return f"`{loose.name}` is a {loose.kind}: make it a Pydantic model"
    return f"`{shown}` takes whatever is sent: annotate it with a Pydantic model"


def loose_input(
    parameter: Parameter,
    function: Handler,
    parents: Mapping[ast.AST, ast.AST],
    look: Callable[[Allowed], Loose | None],
    options: Options,
) -> Loose | None:
    """Why a parameter of a handler is loose, where nothing excuses that.

    `look` tells why its type is loose when that much is allowed.
    """
    allowed = Allowed(options.allow_dataclasses, options.allow_typed_dicts)
    loose = look(allowed)
    if loose is None or loose.name:
        return loose
    nodes = list(ast.walk(function))
    names = set(_names_of_data(parameter.argument.arg, nodes))
    if _is_validated_by_own_model(names, nodes, parents):
        return None
    is_mapping = options.allow_mappings and not look(allowed._replace(allow_mappings=True))
    if is_mapping or (options.allow_declared_json and _is_declared(parameter.body)):
        return loose if any(_is_read_by_key(node, names) for node in nodes) else None
    return loose


def _is_declared(body: ast.Call | None) -> bool:
    """Whether `Body(...)` says more of the data than its default."""
    keywords = body.keywords if body else []
    return any(
        keyword.arg in DECLARING
        and not (isinstance(keyword.value, ast.Constant) and not keyword.value.value)
        for keyword in keywords
    )


def _names_of_data(parameter: str, nodes: Collection[ast.AST]) -> Iterator[str]:
    """The names that the handler has for what it gets in a parameter, or for the items of that."""
    yield parameter
    for node in nodes:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.expr() as value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
                | ast.For(target=ast.Name(id=name), iter=value)
                | ast.comprehension(target=ast.Name(id=name), iter=value)
            ) if _name_in(value) == parameter:
                yield name


def _name_in(value: ast.expr) -> str | None:
    """The name that an expression is, also where an empty value is replaced (`name or {}`)."""
    match value:
        case ast.Name(id=name) | ast.BoolOp(op=ast.Or(), values=[ast.Name(id=name), *_]):
            return name
    return None


def _is_read_by_key(node: ast.AST, names: Collection[str]) -> bool:
    match node:
        case (
            ast.Subscript(value=data, slice=ast.Constant(value=str()), ctx=ast.Load())
            | ast.Call(
                func=ast.Attribute(value=data, attr="get" | "pop"),
                args=[ast.Constant(value=str()), *_],
            )
        ):
            return _name_in(data) in names
    return False


def _is_validated_by_own_model(
    names: Collection[str], nodes: Collection[ast.AST], parents: Mapping[ast.AST, ast.AST]
) -> bool:
    """Whether a model validates the data that the running handler chooses, and nobody can write."""
    uses = [node for node in nodes if isinstance(node, ast.Name)]
    own = {use.id for use in uses if isinstance(use.ctx, ast.Store)}
    models = (validator(use, parents) for use in uses if use.id in names)
    return any(_root(model) in own for model in models if model)


def _root(model: ast.expr) -> str | None:
    """The name at the start of `name.attribute.attribute`."""
    while isinstance(model, ast.Attribute):
        model = model.value
    return model.id if isinstance(model, ast.Name) else None
