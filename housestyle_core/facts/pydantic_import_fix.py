"""Classes that other packages have for Pydantic 2, and `GenericModel`, which has gone."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from housestyle_core.facts.pydantic_models import PLAIN_MODELS
from housestyle_core.finding import Span
from housestyle_core.fix.edit import Edit, Fix, Import

if TYPE_CHECKING:
    from collections.abc import Mapping

    from housestyle_core.fix.place import Place
    from housestyle_core.tree.scopes import Scope

GENERIC = ("typing.Generic", "typing_extensions.Generic")
FROM = re.compile(r"from\s+([\w.]+)")
COLORS, PAYMENTS = "pydantic_extra_types.color", "pydantic_extra_types.payment"
MOVED: Mapping[tuple[str | None, str], str] = {
    ("pydantic", "BaseSettings"): "pydantic_settings",
    ("pydantic", "Color"): COLORS,
    ("pydantic", "PaymentCardNumber"): PAYMENTS,
    ("pydantic.color", "Color"): COLORS,
    ("pydantic.env_settings", "BaseSettings"): "pydantic_settings",
    ("pydantic.payment", "PaymentCardBrand"): PAYMENTS,
    ("pydantic.payment", "PaymentCardNumber"): PAYMENTS,
}


def import_fix(node: ast.alias, place: Place) -> Fix | None:
    """The import of a class from the package that has it now, or of the one that replaces it."""
    imports = (item for item in place.context.file.parents if isinstance(item, ast.ImportFrom))
    statement = next((item for item in imports if node in item.names), None)
    if statement is None:
        return None
    if module := MOVED.get((statement.module, node.name)):
        return _moved(node, statement, module, place)
    if (statement.module, node.name) == ("pydantic.generics", "GenericModel"):
        return _renamed(node.asname or node.name, place)
    return None


def _moved(node: ast.alias, statement: ast.ImportFrom, module: str, place: Place) -> Fix | None:
    """A name out of an import, and into one of its own."""
    text = place.text
    old = FROM.match(text.raw, text.range(statement).start)
    if old and all(MOVED.get((statement.module, one.name)) == module for one in statement.names):
        return Fix((Edit(text.span(*old.span(1)), module),), safe=False)
    if node.asname or not isinstance(place.context.file.parents[statement], ast.Module):
        return None
    index = statement.names.index(node)
    first, last = statement.names[max(index - 1, 0)], statement.names[-1]
    if node is last:
        gone = Span(*_end(first), *_end(node))
    else:
        after = statement.names[index + 1]
        gone = Span(node.lineno, node.col_offset, after.lineno, after.col_offset)
    return Fix((Edit(gone, ""),), (Import(module, node.name),), safe=False)


def _end(node: ast.alias) -> tuple[int, int]:
    return node.end_lineno or node.lineno, node.end_col_offset or node.col_offset


def _renamed(name: str, place: Place) -> Fix | None:
    """`BaseModel` as the base of all classes that derive from `GenericModel` and `Generic`."""
    context = place.context
    new = place.name("pydantic", "BaseModel", alone=True)
    uses = [node for node in context.file.parents if isinstance(node, ast.Name) and node.id == name]
    known = context.file.scope.bindings.get(name, ())
    if new is None or not uses or len(known) != 1:
        return None
    for use in uses:
        derived = context.file.parents[use]
        if not isinstance(derived, ast.ClassDef) or use not in derived.bases:
            return None
        if not _can_stand_at(derived.bases.index(use), derived, context.file.scope):
            return None
    return Fix(tuple(Edit(use, new.text) for use in uses), new.imports)


def _can_stand_at(index: int, derived: ast.ClassDef, scope: Scope) -> bool:
    """Whether `BaseModel` may be that base of a generic class: the last one but for `Generic`.

    A model behind it would leave no order of the bases, nor can `BaseModel` be there twice.
    """
    names = [
        scope.resolve(base.value if isinstance(base, ast.Subscript) else base)
        for base in derived.bases
    ]
    is_last = all(name in GENERIC for name in names[index + 1 :])
    is_alone = not {*GENERIC, *PLAIN_MODELS}.intersection(names[:index])
    is_generic = any(isinstance(base, ast.Subscript) for base in derived.bases)
    return is_last and is_alone and is_generic
