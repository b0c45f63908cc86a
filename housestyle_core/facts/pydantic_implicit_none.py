"""Fields that Pydantic 1 makes `None`, and Pydantic 2 requires."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from housestyle_core.facts.pydantic_fields import default_of, own_fields, takes_none
from housestyle_core.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.fix.edit import Fix
    from housestyle_core.fix.place import Place
    from housestyle_core.tree.context import Context

OPENING = r"\s*\((\s*)"


def implicit_nones(node: ast.ClassDef, context: Context) -> Iterator[Finding]:
    """The fields of a model that may be `None` and have no default, each at its name."""
    inner = context.scope.inner.get(node)
    if inner is None or context.file.is_stub:
        return
    inside = context._replace(scope=inner)
    for name, field in own_fields(node, inside):
        if default_of(field, inside) == "unsaid" and takes_none(field.annotation, inside):
            remedy = "give `Field` a `default=None`" if field.value else "write `= None`"
            yield Finding(field.target, f"`{name}` without a default is Pydantic 1: {remedy}")


def implicit_none_fix(field: ast.AnnAssign, place: Place) -> Fix | None:
    """The default written, in `Field(...)` where the field has one."""
    from housestyle_core.fix.arguments import with_argument
    from housestyle_core.fix.edit import Edit, Fix
    from housestyle_core.fix.text import LINE_END

    if field.value is None:
        end = place.text.range(field).end
        return Fix((Edit(place.text.span(end, end), " = None"),))
    assert isinstance(field.value, ast.Call)
    raw = place.text.raw
    opening = re.compile(OPENING).match(raw, place.text.range(field.value.func).end)
    if opening is None or raw[opening.end()] == "#":
        return with_argument(field.value, "default=None", place)
    gap = LINE_END.sub("\n", opening[1]) or " "
    argument = "default=None" if raw[opening.end()] == ")" else f"default=None,{gap}"
    return Fix((Edit(place.text.span(opening.end(), opening.end()), argument),))
