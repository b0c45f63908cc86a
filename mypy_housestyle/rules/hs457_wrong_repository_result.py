"""A repository that returns what the layers above are not meant to see

A repository keeps the database to itself. If it hands ORM entities or rows out, every caller knows
the tables, and touches relations when the session is gone. It maps them to domain models instead.

In teams that want the opposite, `mode = "orm"`, a store returns entities, and the service alone
makes models of them: there a store that returns a model of Pydantic is reported, in a module that
has entities.

The rule is about the public methods of classes named `…Repository` or `…Store` in the modules of
the `repository` layer. Entities are classes of SQLAlchemy, SQLModel (`table=True`), Django,
Tortoise and peewee, also in a list, a tuple, a generic model or behind `None`. A class that
`map_imperatively` maps is a domain model.

## Bad
    # repository.py
    from app.database import Base


    class UserTable(Base):
        __tablename__ = "users"


    class UserRepository:
        async def get(self, user_id: int) -> UserTable | None:
            return UserTable(id=user_id)

## Good
    # repository.py
    from pydantic import BaseModel, ConfigDict
    from app.database import Base


    class UserTable(Base):
        __tablename__ = "users"


    class User(BaseModel):
        model_config = ConfigDict(from_attributes=True)

        id: int


    class UserRepository:
        async def get(self, user_id: int) -> User | None:
            return User.model_validate(UserTable(id=user_id))

## Fix
None: only you know what a domain model has of a row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from mypy.messages import format_type_bare
from mypy.nodes import FuncDef, TypeInfo
from mypy.types import CallableType, Instance, Type, get_proper_type

from housestyle_core.facts.layers import layers_of
from housestyle_core.record import Record
from housestyle_core.tree.excerpt import cut
from mypy_housestyle.facts.boundaries import is_method_of, overridden
from mypy_housestyle.facts.class_kinds import is_entity, is_model, is_row
from mypy_housestyle.facts.contained import contained
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_housestyle.module import ModuleContext


class Options(Record):
    """`mode`: what a repository is to return, `domain` models or entities of the `orm`.

    `classes`: patterns for the names of repositories.
    """

    mode: Literal["domain", "orm"] = "domain"
    classes: tuple[str, ...] = ("*Repository", "*Store")


def applies(context: ModuleContext, _: Options) -> bool:
    return "repository" in layers_of(context.relative, context.settings)


def check(node: FuncDef, context: ModuleContext, options: Options) -> Iterator[Finding]:
    written, declared = node.unanalyzed_type, get_proper_type(node.type)
    if not isinstance(written, CallableType) or not isinstance(declared, CallableType):
        return
    if is_method_of(node, context, options.classes):
        find = _database_object if options.mode == "domain" else _model
        above = overridden(node, options.classes)
        is_said = any(find(signature.ret_type, context) for signature in above)
        if not is_said and (fault := find(declared.ret_type, context)):
            yield Finding(written.ret_type, f"`{node.name}` returns {fault}")


def _database_object(declared: Type, context: ModuleContext) -> str | None:
    for found in contained(declared):
        if is_entity(found.type, context):
            return f"the entity `{found.type.name}`: make a domain model of it and return that"
        if is_row(found.type):
            text = cut(format_type_bare(found, context.checker.options))
            return f"rows of the database, `{text}`: make domain models of them and return those"
    return None


def _model(declared: Type, context: ModuleContext) -> str | None:
    models = [found for found in contained(declared) if _is_plain_model(found, context)]
    if not models or not _has_entities(context):
        return None
    name = models[0].type.name
    return f"the model `{name}`: return the entity, the service makes the model of it"


def _is_plain_model(found: Instance, context: ModuleContext) -> bool:
    return is_model(found.type) and not is_entity(found.type, context)


def _has_entities(context: ModuleContext) -> bool:
    """Whether the module defines or imports a class that is mapped to a table."""
    nodes = (symbol.node for symbol in context.tree.names.values())
    return any(isinstance(node, TypeInfo) and is_entity(node, context) for node in nodes)
