"""Interface of Pydantic 1, on a value whose type is a model

The names `.dict()` and `.json()` alone say nothing: only the type of the value tells a model from
an HTTP response. A class is also seen to be a model where its base comes from another module.

## Bad
    from pydantic import BaseModel


    class User(BaseModel):
        name: str


    def export(user: User) -> dict[str, object]:
        return user.dict()

## Good
    from pydantic import BaseModel


    class User(BaseModel):
        name: str


    def export(user: User) -> dict[str, object]:
        return user.model_dump()

## Fix
Safe, as the flake8 half says: methods with the arguments that both versions take, a `class Config`
of plain keys, and with `implicit-none` the default `None`. Unsafe, as it says: what reads and
writes JSON.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from mypy.nodes import AssignmentStmt, CallExpr, ClassDef, Context, TempNode
from mypy.types import FunctionLike, Instance, TypeType, get_proper_type

from housestyle_core.facts.pydantic_implicit_none import implicit_nones
from housestyle_core.facts.pydantic_options import Options
from housestyle_core.facts.pydantic_shims import serves_both_versions
from housestyle_core.facts.pydantic_v1 import METHODS, config_class_message, message
from mypy_housestyle.facts.source import source_of
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.nodes import TypeInfo
    from mypy.types import Type

    from mypy_housestyle.call import Call
    from mypy_housestyle.module import ModuleContext

__all__ = ["ABOUT", "Options", "check", "check_call"]

BASE_MODEL = "pydantic.main.BaseModel"
BASE_SETTINGS = "pydantic_settings.main.BaseSettings"
ROOT_MODEL = "pydantic.root_model.RootModel"
ABOUT = {f"{BASE_MODEL}.{name}": name for name in METHODS}


def check(node: ClassDef, context: ModuleContext, options: Options) -> Iterator[Finding]:
    if options.implicit_none and node.info.has_base(BASE_MODEL) and _may_lack_default(node):
        yield from _implicit_nones(node, context)
    owner = context.owner
    if node.name != "Config" or owner is None or not owner.info.has_base(BASE_MODEL):
        return
    source = source_of(context.tree, context.settings)
    written = source.definition(node) if source else None
    if written and serves_both_versions(*written):
        return
    head = Context(node.line, node.column)
    head.end_line, head.end_column = node.line, node.column + len("class Config")
    settings = owner.info.has_base(BASE_SETTINGS)
    yield Finding(head, config_class_message(settings=settings))


def _may_lack_default(node: ClassDef) -> bool:
    """Whether a model has an annotation without a value, or with a call; it is no `RootModel`."""
    return not node.info.has_base(ROOT_MODEL) and any(
        isinstance(statement, AssignmentStmt)
        and statement.unanalyzed_type is not None
        and isinstance(statement.rvalue, TempNode | CallExpr)
        for statement in node.defs.body
    )


def _implicit_nones(node: ClassDef, context: ModuleContext) -> Iterator[Finding]:
    """The fields that Pydantic 1 makes `None`, as flake8 finds them where it knows the class."""
    source = source_of(context.tree, context.settings)
    written = source.definition(node) if source else None
    if source is None or written is None or serves_both_versions(*written):
        return
    model, place = written
    assert isinstance(model, ast.ClassDef)
    for found in implicit_nones(model, place):
        yield Finding(source.place(found.node), found.message)


def check_call(call: Call, method: str, _: Options) -> Iterator[Finding]:
    owner = _definer(get_proper_type(call.context.type), method)  # type: ignore[union-attr]
    if owner is None or owner.fullname != BASE_MODEL:
        return
    source = source_of(call.checker.tree, call.settings)
    written = source.call(call.node) if source else None
    if written is None or not serves_both_versions(*written):
        yield Finding(call.node, message(method, METHODS[method]))


def _definer(receiver: Type, method: str) -> TypeInfo | None:
    """The class that gives the receiver its `method`: a project may have one of its own."""
    match receiver:
        case Instance():
            info = receiver.type
        case TypeType(item=Instance() as item):
            info = item.type
        case FunctionLike() if receiver.is_type_obj():
            info = receiver.type_object()
        case _:
            return None
    return next((base for base in info.mro if method in base.names), None)
