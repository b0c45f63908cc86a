"""A type as the source spells it: through its aliases, with the metadata of its `Annotated`."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from housestyle_core.record import Record
from housestyle_core.tree.annotations import parse_type

if TYPE_CHECKING:
    from housestyle_core.tree.scopes import Scope

LINKS = 10
ANNOTATED = frozenset(("typing.Annotated", "typing_extensions.Annotated"))


class Meaning(Record):
    """An expression and the scope that its names belong to."""

    expression: ast.expr
    scope: Scope


class Written(Record):
    """A type without its aliases and `Annotated`, and what stood behind it in those."""

    type: Meaning
    metadata: tuple[Meaning, ...]


Follow = Callable[[str, "Scope"], Meaning | None]


def followed_nowhere(_: str, __: Scope) -> None:
    """What an import brings in, for one who sees a single file."""


def written(annotation: ast.expr, scope: Scope, follow: Follow = followed_nowhere) -> Written:
    """What an annotation means where it stands in `scope`; `follow` looks into other modules.

    It gets the dotted name that an import brings in, and the scope where that is used.
    """
    meaning = Meaning(annotation, scope)
    metadata: list[Meaning] = []
    for _ in range(LINKS):
        match meaning.expression:
            case ast.Subscript(value=form, slice=ast.Tuple(elts=[inner, *behind])) if (
                meaning.scope.resolve(form) in ANNOTATED
            ):
                metadata += [Meaning(each, meaning.scope) for each in behind]
                further: Meaning | None = Meaning(inner, meaning.scope)
            case ast.Constant(value=str(text)):
                inside = parse_type(text)
                further = Meaning(inside, meaning.scope) if inside else None
            case ast.Name() | ast.Attribute():
                further = _behind_alias(meaning, follow)
            case _:
                further = None
        if further is None:
            break
        meaning = further
    return Written(meaning, tuple(metadata))


def _behind_alias(meaning: Meaning, follow: Follow) -> Meaning | None:
    expression, scope = meaning
    found = scope.find(expression.id) if isinstance(expression, ast.Name) else None
    if found and len(found[1]) == 1:
        binding = found[1][0]
        value = binding.value or getattr(binding.node, "value", None)
        if isinstance(value, ast.expr) and not isinstance(value, ast.Call):
            return Meaning(value, found[0])
    target = scope.resolve(expression)
    return follow(target, scope) if target else None
