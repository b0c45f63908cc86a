"""Calls and validators of Pydantic 1 and of Pydantic 2 in the same words, for `tests.untouched`.

Nothing here asks the code that makes the fixes.
"""

from __future__ import annotations

import ast
from inspect import cleandoc

ADAPTERS = {
    "parse_obj_as": "validate_python",
    "schema_json_of": "json_schema",
    "schema_of": "json_schema",
}
VALIDATORS = ("field_validator", "model_validator", "root_validator", "validator")
BEFORE = ast.keyword("mode", ast.Constant("before"))


def with_adapter(node: ast.Call) -> ast.Call:
    """`parse_obj_as(A, value)` as `TypeAdapter(A).validate_python(value)`, and the like.

    What a schema is written with counts as told to the schema.
    """
    if method := ADAPTERS.get(last_name(node.func)):
        adapter = ast.Call(_name("TypeAdapter"), node.args[:1], [])
        return ast.Call(_attribute(adapter, method), node.args[1:], _sorted(node.keywords))
    match node:
        case ast.Call(args=[ast.Call(func=ast.Attribute(attr="json_schema")) as schema]):
            if last_name(node.func) == "dumps":
                node = ast.Call(schema.func, schema.args, _sorted(schema.keywords + node.keywords))
    match node.func:
        case ast.Attribute(value=ast.Call() as adapter, attr=attr) if attr in ADAPTERS.values():
            adapter.func = _name(last_name(adapter.func))
            node.keywords = _sorted(node.keywords)
    return node


def _sorted(keywords: list[ast.keyword]) -> list[ast.keyword]:
    return sorted(keywords, key=lambda keyword: keyword.arg or "")


def with_mode(node: ast.Call) -> ast.Call:
    """`validator("a", pre=True)` as `field_validator("a", mode="before")`."""
    if last_name(node.func) in ("field_validator", "validator"):
        is_before = any(
            given.arg == "mode" or (given.arg == "pre" and ast.unparse(given.value) == "True")
            for given in node.keywords
        )
        kept = [one for one in node.keywords if one.arg not in ("allow_reuse", "mode", "pre")]
        return ast.Call(_name("validator"), node.args, [*kept, *[BEFORE] * is_before])
    return node


def as_frozen(node: ast.keyword) -> ast.keyword:
    """`allow_mutation=False` as `frozen=True`."""
    if node.arg == "allow_mutation" and isinstance(node.value, ast.Constant):
        return ast.keyword("frozen", ast.Constant(not node.value.value))
    return node


def is_validator(node: ast.AST) -> bool:
    """Whether a function validates fields or models."""
    decorators = getattr(node, "decorator_list", [])
    return any(last_name(getattr(one, "func", one)) in VALIDATORS for one in decorators)


class Validator(ast.NodeTransformer):
    """A validator without its parameters; what it reads has the same names in both versions."""

    def visit_arguments(self, _: ast.arguments) -> ast.arguments:
        return ast.arguments([], [], None, [], [], None, [])

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return _name("model") if node.id in ("self", "values") else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        match ast.unparse(node):
            case "info.data":
                return _name("model")
            case "info.field_name":
                return _attribute(_name("field"), "name")
        self.generic_visit(node)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        self.generic_visit(node)
        return _read(node.value, node.slice) or node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Attribute(value=values, attr="get"), args=[key], keywords=[]):
                return _read(values, key) or node
        return node


def _read(values: ast.expr, key: ast.expr) -> ast.expr | None:
    """`values["name"]` as what is read of the model."""
    match values, key:
        case ast.Name(id="model"), ast.Constant(value=str(name)):
            return _attribute(_name("model"), name)
    return None


def config_docstrings(tree: ast.Module) -> list[str]:
    """The lines of the docstrings of configurations, as comments."""
    return [
        f"# {line}".rstrip()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name == "Config"
        for statement in node.body
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        for line in cleandoc(str(statement.value.value)).splitlines()
    ]


def last_name(node: ast.expr) -> str:
    """`c` of `a.b.c`."""
    return ast.unparse(node).rpartition(".")[2]


def _name(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _attribute(value: ast.expr, name: str) -> ast.Attribute:
    return ast.Attribute(value, name, ast.Load())
