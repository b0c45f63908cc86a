"""Ways to have a value pass for a model that nothing has validated, and the words for each."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.tree.excerpt import cut

if TYPE_CHECKING:
    from housestyle_core.tree.context import Context

CONSTRUCT = "model_construct"
COPYING = frozenset(
    {
        *("copy", "model_copy", "__copy__", "__deepcopy__", "__reduce__", "__setstate__"),
        *("construct", "model_construct", "__new__"),
    }
)
"""Methods that make an object of parts that were validated before, or are the bypass themselves."""
DUMPS = frozenset({"model_dump", "dict"})


def construct_message(model: str) -> str:
    """What is said of `model_construct`."""
    return f"`{CONSTRUCT}` takes any value unchecked: call `{cut(model)}.model_validate(...)`"


def cast_message(model: str) -> str:
    """What is said of a `cast` to a model."""
    return f"`cast` makes no `{cut(model)}` of this value: call `{cut(model)}.model_validate(...)`"


def new_message(model: str) -> str:
    """What is said of `__new__`."""
    return f"`__new__` makes `{cut(model)}` without its fields: call `{cut(model)}(...)`"


def setattr_message(model: str) -> str:
    """What is said of a `setattr` on a model."""
    return (
        f"`setattr` puts an unchecked value into `{cut(model)}`: "
        "set `validate_assignment=True` in its `model_config`"
    )


def ignored_message(model: str) -> str:
    """What is said of an argument whose type mypy is told to ignore."""
    return (
        f"`type: ignore` lets this value pass for `{model}`: "
        f"pass `{model}.model_validate(...)` instead"
    )


def is_bypass(construct: ast.Call, context: Context) -> bool:
    """Whether a call of `model_construct` spreads a mapping that no model has given.

    Values that are named one by one are left alone: a type checker sees what they are. So is a
    method of that name with parameters of its own.
    """
    given = {item.arg: item.value for item in construct.keywords if item.arg}
    spread = [item.value for item in construct.keywords if item.arg is None]
    fields_set = [*construct.args, *filter(None, [given.get("_fields_set")])]
    is_copy = any(isinstance(each, ast.Attribute) for each in fields_set)
    if is_copy or len(construct.args) > 1 or all(map(_is_known, spread)):
        return False
    function = context.function
    return function is None or getattr(function, "name", "") not in COPYING


def _is_known(mapping: ast.expr) -> bool:
    """Whether a mapping is what a model has given, or is written out."""
    match mapping:
        case ast.Attribute(attr="__dict__"):
            return True
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in DUMPS
        case ast.Call(func=ast.Name(id="vars")):
            return True
        case ast.Dict(keys=keys, values=values):
            spread = [value for key, value in zip(keys, values, strict=True) if key is None]
            return all(map(_is_known, spread))
    return False
