"""The models that a file itself proves to be models."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.classes import class_of, foreign_bases, lineage

if TYPE_CHECKING:
    from housestyle_core.tree.context import Context
    from housestyle_core.tree.scopes import Scope

PLAIN_MODELS = {"pydantic.BaseModel", "pydantic.main.BaseModel", "pydantic.RootModel"}
MODELS = {
    *PLAIN_MODELS,
    "pydantic.BaseSettings",
    "pydantic.generics.GenericModel",
    "pydantic_settings.BaseSettings",
    "sqlmodel.SQLModel",
}


def model_bases(node: ast.ClassDef, scope: Scope) -> set[str]:
    """The classes of Pydantic, near or far, that a class comes from; none where it is no model.

    `scope` is the one that the class stands in.
    """
    return MODELS.intersection(foreign_bases(node, scope))


def annotated_names(node: ast.ClassDef) -> set[str]:
    """The names that the body of a class annotates, the fields of a model among them."""
    targets = (item.target for item in node.body if isinstance(item, ast.AnnAssign))
    return {target.id for target in targets if isinstance(target, ast.Name)}


def is_model(receiver: ast.expr, context: Context, method: str = "") -> bool:
    """Whether `receiver` is a model class of this file, or `self` or `cls` in one.

    With `method`, only where no class of the file has a method of that name in its own right.
    """
    found = class_of(receiver, context.scope)
    if found is None or not model_bases(*found):
        return False
    return not any(
        isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef) and statement.name == method
        for node, _ in lineage(*found)
        for statement in node.body
    )


def is_plain_model(made: ast.expr, context: Context) -> bool:
    """Whether an expression is a model class of this file that nothing but its data fills.

    Settings read the environment, too, and tables are filled by SQLModel.
    """
    generic = made.value if isinstance(made, ast.Subscript) else made
    found = class_of(generic, context.scope)
    bases = model_bases(*found) if found else set()
    return bool(bases) and bases <= PLAIN_MODELS
