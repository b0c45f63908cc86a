"""The configuration that a Pydantic model has by its own statement."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from housestyle_core.tree.scopes import Scope

CONFIGS = frozenset(
    {
        *("pydantic.ConfigDict", "pydantic.config.ConfigDict", "builtins.dict"),
        *("sqlmodel.main.SQLModelConfig", "pydantic_settings.SettingsConfigDict"),
    }
)


def config_of(node: ast.ClassDef, scope: Scope) -> Mapping[str, ast.expr] | None:
    """The keys that a class sets; None where the class does not show all of them.

    `scope` is that of the class. The keywords of the statement win over `model_config`.
    """
    found: dict[str, ast.expr] = {}
    for statement in node.body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id="model_config")], value=ast.expr() as value)
                | ast.AnnAssign(target=ast.Name(id="model_config"), value=ast.expr() as value)
            ):
                keys = _keys(value, scope)
            case ast.ClassDef(name="Config"):
                keys = _old_keys(statement)
            case ast.If() | ast.Try() | ast.For() | ast.With():
                keys = None
            case _:
                continue
        if keys is None:
            return None
        found |= keys
    if any(item.arg in (None, "metaclass") for item in node.keywords):
        return None
    return found | {item.arg: item.value for item in node.keywords if item.arg}


def is_true(value: ast.expr | None) -> bool:
    """Whether an expression is the word `True`."""
    return isinstance(value, ast.Constant) and value.value is True


def _keys(value: ast.expr, scope: Scope) -> dict[str, ast.expr] | None:
    match value:
        case ast.Call(args=[], keywords=given) if scope.resolve(value.func) in CONFIGS:
            named = [(item.arg, item.value) for item in given]
        case ast.Dict(keys=keys, values=values):
            texts = (getattr(key, "value", None) for key in keys)
            named = list(zip(texts, values, strict=True))
        case _:
            return None
    known = {name: found for name, found in named if isinstance(name, str)}
    return known if len(known) == len(named) else None


def _old_keys(node: ast.ClassDef) -> dict[str, ast.expr] | None:
    """The keys of a `class Config`, as Pydantic 1 had it and 2 still reads it."""
    found: dict[str, ast.expr] = {}
    for statement in node.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found[name] = value
    return None if node.bases else found
