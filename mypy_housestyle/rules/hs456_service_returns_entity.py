"""A service that returns what is mapped to the database

What a service returns, a route sends. An ORM entity takes its columns along, the password hash and
those that will be added, loads relations while it is serialised, when the session is gone, and ties
the API to the tables. A service that returns a response model decides what leaves.

The rule is about the public methods of classes named `…Service` in the modules of the `service`
layer. Entities are classes of SQLAlchemy, SQLModel (`table=True`), Django, Tortoise and peewee,
also in a list, a tuple, a generic model or behind `None`. A method that overrides one of such a
service is left to that.

## Bad
    # service.py
    from app.database import Base


    class User(Base):
        __tablename__ = "users"


    class UserService:
        async def get_one(self, user_id: int) -> User:
            return User(id=user_id)

## Good
    # service.py
    from pydantic import BaseModel, ConfigDict
    from app.database import Base


    class User(Base):
        __tablename__ = "users"


    class UserResponse(BaseModel):
        model_config = ConfigDict(from_attributes=True)

        id: int


    class UserService:
        async def get_one(self, user_id: int) -> UserResponse:
            return UserResponse.model_validate(User(id=user_id))

## Fix
None: only you know which columns the caller may see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import FuncDef  # noqa: TC002 (`check` is registered by its annotation)
from mypy.types import CallableType, get_proper_type

from housestyle_core.facts.layers import layers_of
from housestyle_core.record import Record
from mypy_housestyle.facts.boundaries import is_method_of, overridden
from mypy_housestyle.facts.class_kinds import entity_in
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_housestyle.module import ModuleContext


class Options(Record):
    """`classes`: patterns for the names of services.

    `suffix`: what the name of a response model ends in, for the remedy.
    """

    classes: tuple[str, ...] = ("*Service",)
    suffix: str = "Response"


def applies(context: ModuleContext, _: Options) -> bool:
    return "service" in layers_of(context.relative, context.settings)


def check(node: FuncDef, context: ModuleContext, options: Options) -> Iterator[Finding]:
    written, declared = node.unanalyzed_type, get_proper_type(node.type)
    if not isinstance(written, CallableType) or not isinstance(declared, CallableType):
        return
    if not is_method_of(node, context, options.classes):
        return
    above = overridden(node, options.classes)
    if any(entity_in(signature.ret_type, context) for signature in above):
        return
    if entity := entity_in(declared.ret_type, context):
        name = entity.type.name
        model = f"{name}{options.suffix}"
        yield Finding(
            written.ret_type,
            f"`{node.name}` returns the entity `{name}`: return a response model such as `{model}`,"
            f" made with `{model}.model_validate(…)`",
        )
