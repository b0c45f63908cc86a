"""What stands in the metadata of a field's type, and what of it may change what the field takes."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.written_types import LINKS, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.facts.written_types import Follow
    from housestyle_core.tree.scopes import Scope

FIELDS = frozenset(
    ("pydantic.Field", "pydantic.fields.Field", "sqlmodel.Field", "sqlmodel.main.Field")
)
# What a field may be given without a change of what it takes.
HARMLESS = frozenset(
    {
        *("alias", "allow_inf_nan", "back_populates", "decimal_places", "default"),
        *("default_factory", "deprecated", "description", "discriminator", "examples"),
        *("exclude", "exclude_if", "field_title_generator", "foreign_key", "frozen", "ge"),
        *("gt", "index", "init", "init_var", "json_schema_extra", "kw_only", "le", "lt"),
        *("max_digits", "max_length", "min_length", "multiple_of", "nullable", "pattern"),
        *("primary_key", "repr", "sa_column", "sa_column_args", "sa_column_kwargs"),
        *("sa_type", "serialization_alias", "strict", "title", "unique"),
        *("validation_alias",),
    }
)
MARKS = frozenset(
    f"pydantic{home}.{name}"
    for home, names in {
        "": "AfterValidator PlainSerializer WithJsonSchema WrapSerializer StringConstraints",
        ".functional_validators": "AfterValidator",
        ".types": "StringConstraints Strict",
    }.items()
    for name in names.split()
)
PLAIN_MODULES = (
    *("annotated_types", "builtins", "collections", "datetime", "decimal", "enum", "pathlib"),
    *("typing", "typing_extensions", "uuid"),
)
# Types of Pydantic that take what the type takes that they are made of.
PLAIN_NAMES = frozenset(
    {
        *("AwareDatetime", "BaseModel", "EmailStr", "FutureDate", "FutureDatetime"),
        *("NaiveDatetime", "NegativeFloat", "NegativeInt", "NonNegativeFloat"),
        *("NonNegativeInt", "NonPositiveFloat", "NonPositiveInt", "PastDate"),
        *("PastDatetime", "PositiveFloat", "PositiveInt", "StrictBool", "StrictFloat"),
        *("StrictInt", "StrictStr", "UUID1", "UUID3", "UUID4", "UUID5"),
    }
)


def may_convert(annotation: ast.expr, scope: Scope, follow: Follow) -> bool:
    """Whether a type has metadata, however deep, that may make any value one of the type.

    So may the type of another library, whose definition is not looked at.
    """
    return any(_converts(*part) for part in _parts(annotation, scope, follow))


def is_harmless(mark: ast.expr, scope: Scope) -> bool:
    """Whether what is said of a field does not change what it takes."""
    match mark:
        case ast.Call(func=made, keywords=given) if scope.resolve(made) in FIELDS:
            return all(item.arg in HARMLESS for item in given)
        case ast.Call(func=made):
            target = scope.resolve(made) or ""
            return target in MARKS or target.startswith(("annotated_types.", "typing_extensions."))
    return isinstance(mark, ast.Constant)


def _parts(
    annotation: ast.expr, scope: Scope, follow: Follow, depth: int = 0
) -> Iterator[tuple[ast.expr, Scope, bool]]:
    """The types that a type is made of, and its metadata, each with whether it is a type."""
    (expression, around), metadata = written(annotation, scope, follow)
    yield from ((mark, home, False) for mark, home in metadata)
    match expression:
        case ast.BinOp(left=left, right=right):
            parts = [left, right]
        case ast.Subscript(value=form) if (around.resolve(form) or "").endswith(".Literal"):
            parts = []
        case ast.Subscript(value=form, slice=ast.Tuple(elts=inner)):
            parts = [form, *inner]
        case ast.Subscript(value=form, slice=one):
            parts = [form, one]
        case _:
            parts = []
            yield expression, around, True
    for part in parts if depth < LINKS else ():
        yield from _parts(part, around, follow, depth + 1)


def _converts(part: ast.expr, scope: Scope, is_type: bool) -> bool:  # noqa: FBT001 (one of `_parts`)
    if not is_type:
        return not is_harmless(part, scope)
    home, _, name = (scope.resolve(part) or "").rpartition(".")
    root = home.partition(".")[0]
    is_plain = root in PLAIN_MODULES or (root == "pydantic" and name in PLAIN_NAMES)
    return bool(root) and not is_plain
