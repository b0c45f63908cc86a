"""Validators of Pydantic 1 that always run, by what Pydantic 2 says at the field."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import keyword
from housestyle_core.facts.pydantic_fields import (
    default_of,
    is_field_call,
    own_fields,
    takes_none,
)
from housestyle_core.fix.arguments import with_argument
from housestyle_core.fix.edit import Edit, Fix

if TYPE_CHECKING:
    from collections.abc import Iterable

    from housestyle_core.fix.place import Place

ARGUMENT = "validate_default=True"
NOTHING = Fix(())


def defaults_fix(names: Iterable[ast.expr], place: Place) -> Fix | None:
    """What makes Pydantic 2 validate the defaults of fields of the class around the place.

    None where one of them is no field of this class, or nobody knows its default. Not safe: a
    subclass that declares the field anew has to say it again.
    """
    owner = place.context.scope.node
    if not isinstance(owner, ast.ClassDef):
        return None
    fields = dict(own_fields(owner, place.context))
    wanted = {getattr(name, "value", "") for name in names}
    found = [_default_fix(fields.get(name), place) for name in sorted(wanted, key=str)]
    known = [one for one in found if one]
    if len(known) < len(found):
        return None
    edits = tuple(edit for one in known for edit in one.edits)
    return Fix(edits, tuple(item for one in known for item in one.imports), safe=False)


def _default_fix(field: ast.AnnAssign | None, place: Place) -> Fix | None:
    """What makes Pydantic 2 validate the default of one field."""
    default = default_of(field, place.context) if field else "unknown"
    if field is None or default == "unknown":
        return None
    if default == "unsaid":  # by Pydantic 1 it may have one nevertheless
        return None if takes_none(field.annotation, place.context) else NOTHING
    if default == "required":
        return NOTHING
    if isinstance(field.value, ast.Call) and is_field_call(field.value, place.context):
        said = keyword(field.value, "validate_default")
        if said is not None:
            return NOTHING if place.source(said) == "True" else None
        return with_argument(field.value, ARGUMENT, place)
    return _in_field(field.value, place) if field.value else None


def _in_field(value: ast.expr, place: Place) -> Fix | None:
    """A plain default as that of `Field(...)`; None where it cannot be an argument as it is."""
    new, source = place.name("pydantic", "Field", alone=True), place.source(value)
    if new is None or source is None:
        return None
    text = f"{new.text}(default={source}, {ARGUMENT})"
    try:
        call = ast.parse(text, mode="eval").body
    except SyntaxError:
        return None
    is_same = isinstance(call, ast.Call) and ast.dump(call.keywords[0].value) == ast.dump(value)
    return Fix((Edit(value, text),), new.imports) if is_same else None
