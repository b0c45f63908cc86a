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
DUMPS = frozenset({"model_dump", "dict", "model_copy"})


def construct_message(model: str) -> str:
    """What is said of `model_construct`."""
    return f"`{CONSTRUCT}` takes any value unchecked: call `{cut(model)}.model_validate(...)`"


def cast_message(model: str) -> str:
    """What is said of a `cast` to a model."""
    return f"`cast` makes no `{cut(model)}` of this value: call `{cut(model)}.model_validate(...)`"


def new_message(model: str) -> str:
    """What is said of `__new__`."""
    return f"`__new__` makes `{cut(model)}` without its fields: call `{cut(model)}(...)`"


def ignored_message(model: str) -> str:
    """What is said of an argument whose type mypy is told to ignore."""
    return (
        f"`type: ignore` lets this value pass for `{model}`: "
        f"pass `{model}.model_validate(...)` instead"
    )


def is_bypass(construct: ast.Call, context: Context) -> bool:
    """Whether a call of `model_construct` takes values that no model has validated before."""
    given = [*construct.args, *(item.value for item in construct.keywords)]
    if not given or all(map(_is_validated, given)):
        return False
    function = context.function
    return function is None or getattr(function, "name", "") not in COPYING


def _is_validated(value: ast.expr) -> bool:
    """Whether a value is what a model has given, or is written out."""
    match value:
        case ast.Constant():
            return True
        case ast.Attribute(attr="__dict__"):
            return True
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in DUMPS
    return False
