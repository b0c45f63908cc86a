"""What a class is for: a model of Pydantic, an entity of a database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mypy_housestyle.facts.contained import MODEL, contained
from mypy_housestyle.facts.written_classes import written_class

if TYPE_CHECKING:
    import ast

    from mypy.checker import TypeChecker
    from mypy.nodes import TypeInfo
    from mypy.types import Instance, Type

    from housestyle_core.config import Settings

SQL_MODEL = "sqlmodel.main.SQLModel"
ENTITY_BASES = (
    *("sqlalchemy.orm.decl_api.DeclarativeBase", "sqlalchemy.orm.decl_api.DeclarativeBaseNoMeta"),
    *("django.db.models.base.Model", "tortoise.models.Model", "peewee.Model"),
)
TABLE_MARKS = ("__tablename__", "__table__")
ROWS = {
    *(f"sqlalchemy.engine.row.{name}" for name in ("Row", "RowMapping")),
    *(f"sqlalchemy.engine.result.{name}" for name in ("Result", "ScalarResult", "MappingResult")),
    "sqlalchemy.engine.cursor.CursorResult",
}


class Around(Protocol):
    """The module that is being checked, as `ModuleContext` and `Call` have it."""

    @property
    def checker(self) -> TypeChecker: ...
    @property
    def settings(self) -> Settings: ...


def is_model(info: TypeInfo) -> bool:
    """Whether a class is a model of Pydantic."""
    return info.has_base(MODEL)


def is_row(info: TypeInfo) -> bool:
    """Whether objects of a class are rows of a query, or give them one by one."""
    return info.fullname in ROWS


def is_entity(info: TypeInfo, around: Around) -> bool:
    """Whether a class is mapped to a table of a database.

    A base that `declarative_base()` made is nothing to mypy; there the name of the table tells.
    """
    if any(map(info.has_base, ENTITY_BASES)):
        return True
    own = [base for base in info.mro if base.fullname != SQL_MODEL]
    if any(mark in base.names for base in own for mark in TABLE_MARKS):
        return True
    return info.has_base(SQL_MODEL) and any(
        _is_table(base, around) for base in info.mro if base.has_base(SQL_MODEL)
    )


def entity_in(declared: Type | None, around: Around) -> Instance | None:
    """The first class in a type that is mapped to a table."""
    return next((found for found in contained(declared) if is_entity(found.type, around)), None)


def _is_table(info: TypeInfo, around: Around) -> bool:
    """Whether a class of SQLModel says `table=True`, which mypy's cache does not keep."""
    found = written_class(info, around)
    return found is not None and any(map(_says_table, found[0].keywords))


def _says_table(keyword: ast.keyword) -> bool:
    return keyword.arg == "table" and getattr(keyword.value, "value", None) is True
