"""Types of single values: what a number, a text, an identifier or a date is declared as."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.loose_types import COLLECTIONS, UNIONS
from housestyle_core.facts.written_types import written
from housestyle_core.record import Record

if TYPE_CHECKING:
    from housestyle_core.tree.scopes import Scope

DEPTH = 8
VALUES = frozenset(
    {
        *(f"builtins.{name}" for name in ("bool", "bytes", "complex", "float", "int", "str")),
        *(f"datetime.{name}" for name in ("date", "datetime", "time", "timedelta")),
        *("decimal.Decimal", "uuid.UUID", "pathlib.Path", "typing.Literal"),
    }
)


class Options(Record):
    """`classes`: patterns for the names of stores and services.

    `suffix`: what the name of a payload ends in. `param`: what the parameter is called, for the
    remedy. `most`: how many single values a method may take without one. `allow`: parameters that
    do not count, such as `tenant_id`.
    """

    classes: tuple[str, ...] = ("*Store", "*Service")
    suffix: str = "Payload"
    param: str = "payload"
    most: int = 0
    allow: tuple[str, ...] = ()


def payload_message(method: str, names: list[str], options: Options) -> str:
    """What is said of a method that takes single values."""
    taken = ", ".join(f"`{name}`" for name in names[:3]) + (", …" if names[3:] else "")
    return (
        f"`{method}` takes {taken} and no payload: take one `{options.param}`, a model named "
        f"`…{options.suffix}`"
    )


def is_single(annotation: ast.expr, scope: Scope, depth: int = 0) -> bool:
    """Whether a type is for certain that of a single value, or of several of a kind."""
    expression, scope = written(annotation, scope).type
    if depth > DEPTH:
        return False
    match expression:
        case ast.Constant(value=None):
            return True
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            parts = [left, right]
        case ast.Subscript(value=form, slice=inside):
            name = scope.resolve(form)
            if name in VALUES:
                return True
            if name not in COLLECTIONS and name not in UNIONS:
                return False
            elements = inside.elts if isinstance(inside, ast.Tuple) else [inside]
            parts = [part for part in elements if getattr(part, "value", None) is not ...]
        case _:
            return scope.resolve(expression) in VALUES
    return all(is_single(part, scope, depth + 1) for part in parts)
