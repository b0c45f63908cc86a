"""Value that passes for a model and that nothing has validated

`model_construct` sets whatever it is given, `cast` only tells the type checker, and
`object.__new__` leaves the fields out. From there on the annotation promises what nobody has
looked at, and the error shows far away, or in the data that is stored.

Left alone are `model_construct` of what a model has given (`**user.model_dump()`) and of values
that are named one by one, methods that copy or restore an object, tests, and a `cast` of what may
well be the model. Both engines know the rule: this half has what the file alone shows, the other a
`cast` of what mypy knows to be no model, models of other modules, `# type: ignore[arg-type]` on an
argument, and `setattr`.

`setattr(order, name, value)` is reported where the name is no literal and the value comes from what
is declared as `Any` or `object`: a parameter, an attribute, the result of a call. Left alone are a
model that sets `validate_assignment`, is frozen, or has a `__setattr__` or a configuration which
only the running program knows; methods of the model; and values that a model, a dataclass or a
validator gave, as in `for name, value in patch.model_dump(exclude_unset=True).items()`.

## Bad
    from pydantic import BaseModel


    class Order(BaseModel):
        id: int


    def read(data: dict[str, object]) -> Order:
        return Order.model_construct(**data)

## Good
    from pydantic import BaseModel


    class Order(BaseModel):
        id: int


    def read(data: dict[str, object]) -> Order:
        return Order.model_validate(data)

## Fix
None: data that was never validated may not be valid.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.modules import is_test
from housestyle_core.facts.pydantic_models import is_model
from housestyle_core.facts.validation_bypass import (
    CONSTRUCT,
    cast_message,
    construct_message,
    is_bypass,
    new_message,
)
from housestyle_core.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context, File

ABOUT = {CONSTRUCT, "cast", "__new__"}
CASTS = ("typing.cast", "typing_extensions.cast")
DISPLAYS = (ast.Dict, ast.DictComp, ast.List, ast.ListComp, ast.Set, ast.Tuple, ast.JoinedStr)


def applies(file: File) -> bool:
    """Whether the file is not a test."""
    return not is_test(file.relative)


def check(node: ast.Call, context: Context) -> Iterator[Finding]:
    match node.func:
        case ast.Attribute(attr="model_construct", value=model):
            if is_bypass(node, context):
                yield Finding(node, construct_message(_name(model)))
        case ast.Attribute(attr="__new__", value=owner) if node.args:
            made = node.args[0]
            is_new = context.resolve(owner) == "builtins.object" or ast.dump(owner) == ast.dump(
                made
            )
            if is_new and _is_written_model(made, context):
                yield Finding(node, new_message(_name(made)))
        case func if len(node.args) == 2 and context.resolve(func) in CASTS:  # noqa: PLR2004
            model, value = node.args
            if _is_no_model(value) and _is_written_model(model, context):
                yield Finding(node, cast_message(_name(model)))


def _name(model: ast.expr) -> str:
    """How a message names a model."""
    match model:
        case ast.Constant(value=str(name)):
            return name
        case ast.Name(id=name) if name != "cls":
            return name
        case ast.Attribute(attr=name) if name != "__class__":
            return name
    return "Model"


def _is_written_model(model: ast.expr, context: Context) -> bool:
    """Whether a class of this file is a model: `self` and `cls` are what a method may make."""
    if isinstance(model, ast.Constant) and isinstance(model.value, str):
        model = ast.Name(model.value, ast.Load())
    is_own = isinstance(model, ast.Name) and model.id in ("self", "cls")
    return not is_own and is_model(model, context)


def _is_no_model(value: ast.expr) -> bool:
    """Whether a value is written out as something else, or dumped from a model."""
    match value:
        case ast.Call(func=ast.Attribute(attr="model_dump" | "model_dump_json")):
            return True
        case ast.Call(func=ast.Name(id="dict")) | ast.Constant():
            return not isinstance(value, ast.Constant) or isinstance(value.value, str | bytes | int)
    return isinstance(value, DISPLAYS)
