"""ORM object given to a model that does not read attributes

A model takes a dict. From any other object it takes fields only with `from_attributes`, so
`UserOut.model_validate(user)` raises for every user that there is, and only a test with a real
object of the ORM tells.

The configuration is the one that the model has in the end: its own `model_config`, the keywords of
its class statement, those of its bases. `from_attributes=True` in the call counts. `response_model`
is left alone: FastAPI reads attributes there.

## Bad
    from pydantic import BaseModel
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


    class Base(DeclarativeBase): ...


    class User(Base):
        __tablename__ = "users"
        id: Mapped[int] = mapped_column(primary_key=True)


    class UserOut(BaseModel):
        id: int


    def shown(user: User) -> UserOut:
        return UserOut.model_validate(user)

## Good
    from pydantic import BaseModel, ConfigDict
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


    class Base(DeclarativeBase): ...


    class User(Base):
        __tablename__ = "users"
        id: Mapped[int] = mapped_column(primary_key=True)


    class UserOut(BaseModel):
        model_config = ConfigDict(from_attributes=True)

        id: int


    def shown(user: User) -> UserOut:
        return UserOut.model_validate(user)

## Fix
Safe: adds `from_attributes=True` to the call, which never succeeded without it; unsafe where a
`try` or `suppress` answers that it fails. Left alone in a test that wants it to fail.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from mypy.messages import format_type_bare

from housestyle_core.facts.expected_errors import is_caught, is_expected
from housestyle_core.facts.fastapi_routes import keyword
from housestyle_core.fix.arguments import with_argument
from housestyle_core.tree.excerpt import cut
from mypy_housestyle.facts.kept_text import keep_text
from mypy_housestyle.facts.refusals import depend_on_refusal, refusal
from mypy_housestyle.facts.validations import SINKS
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.fix.edit import Fix
    from housestyle_core.fix.place import Place
    from mypy_housestyle.call import Call

KEEPS = (keep_text,)
ABOUT = SINKS


def check_call(call: Call, _: str) -> Iterator[Finding]:
    seen: set[str] = set()
    found = refusal(call, seen)
    depend_on_refusal(call, seen)
    if found and found.is_entity:
        given = cut(format_type_bare(found.given, call.checker.options))
        yield Finding(
            found.argument,
            f"`{found.model.type.name}` does not take fields from the attributes of `{given}`: "
            "add `from_attributes=True` to its `model_config`, or to this call",
        )


def fix(node: ast.expr, place: Place) -> Fix | None:
    """`from_attributes=True` behind the other arguments of the call that `node` is given to."""
    around = next((up for up in place.context.parents(node) if isinstance(up, ast.Call)), None)
    if around is None or keyword(around, "from_attributes") is not None:
        return None
    if is_expected(node, place.context):
        return None
    safe = not is_caught(node, place.context)
    return with_argument(around, "from_attributes=True", place, safe=safe)
