"""What to write for a validator of Pydantic 1."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.pydantic_validators import BEHIND_VALUE, DECORATORS, read_validator

if TYPE_CHECKING:
    from housestyle_core.tree.context import Context

READING = {"get", "items", "keys", "values"}
GUARDS = {"allow_mutation", "frozen", "validate_assignment"}
METHOD = 2
"""`cls` and the values."""


def remedy(name: str, decorator: ast.expr, context: Context) -> str:
    """What to write for a decorator of Pydantic 1."""
    function = context.file.parents[decorator]
    found = read_validator(decorator, function)
    read = "` and `".join(BEHIND_VALUE[one] for one in found.parameters[2:] if one in BEHIND_VALUE)
    if found.says("each_item"):
        return _of_items(function, read, before=found.says("pre"))
    if name == "root_validator" and not found.says("pre"):
        text = "decorate with `model_validator(mode='after')`, which gets `self`"
        if len(found.parameters) == METHOD and _changes(found.parameters[1], function):
            text += f": {_setting(context.file.parents[function])}, and return it"
        return text
    text = f"decorate with `{DECORATORS[name]}`"
    if found.says("always"):
        text += ", with `validate_default=True` in the field"
    return f"{text}, and read `{read}`" if read else text


def _of_items(function: ast.AST, read: str, *, before: bool) -> str:
    """What to write for a validator of each item, which reads other things as well."""
    name = getattr(function, "name", "…")
    mark = "BeforeValidator" if before else "AfterValidator"
    text = f"annotate the items with `Annotated[…, {mark}({name})]`"
    given = f"of the item and `info`, which has `{read}`" if read else "of the item alone"
    return text if name == "…" else f"{text}, and make `{name}` a function {given}"


def _changes(values: str, function: ast.AST) -> bool:
    """Whether a validator of the whole model gives back other values than it gets."""
    for node in ast.walk(function):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) if name == values:
                return True
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
                if name == values:
                    return True
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)):
                if name == values and method not in READING:
                    return True
            case ast.Return(value=ast.expr() as given):
                if not isinstance(given, ast.Name) or given.id != values:
                    return True
    return False


def _setting(model: ast.AST) -> str:
    """How a validator sets the fields of a model, which may refuse or validate what is set."""
    if not isinstance(model, ast.ClassDef) or not GUARDS & _configured(model):
        return "set its fields"
    return "set its fields in `self.__dict__`, for the model refuses or validates what is set"


def _configured(model: ast.ClassDef) -> set[str]:
    """The keys of the configuration that the class of a model says itself."""
    keys = {keyword.arg or "" for keyword in model.keywords}
    for statement in model.body:
        match statement:
            case ast.ClassDef(name="Config") | ast.Assign(targets=[ast.Name(id="model_config")]):
                for node in ast.walk(statement):
                    key = getattr(node, "arg", getattr(node, "id", getattr(node, "value", None)))
                    keys.update([key] if isinstance(key, str) else [])
    return keys
