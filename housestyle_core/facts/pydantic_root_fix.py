"""A model of one value, `__root__`, as a `RootModel`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.pydantic_models import PLAIN_MODELS
from housestyle_core.fix.edit import Edit, Fix

if TYPE_CHECKING:
    from housestyle_core.fix.place import Place


def root_fix(node: ast.Name, place: Place) -> Fix | None:
    """The field under its new name, in a class that derives from `RootModel` and has no other.

    None where the file reads `__root__`. Other files may do so, too, so it is not safe.
    """
    field = place.context.file.parents[node]
    owner = place.context.file.parents[field]
    new = place.name("pydantic", "RootModel", alone=True)
    if not isinstance(owner, ast.ClassDef) or new is None:
        return None
    bases = [place.context.resolve(base) for base in owner.bases]
    assigned = [
        one for one in owner.body if isinstance(one, (ast.Assign, ast.AnnAssign, ast.ClassDef))
    ]
    if len(bases) != 1 or bases[0] not in PLAIN_MODELS or owner.keywords or assigned != [field]:
        return None
    match field:
        case ast.AnnAssign(annotation=kind):
            edit = Edit(node, "root")
        case ast.Assign(value=ast.Subscript() as kind) if len(owner.body) == 1:
            edit = Edit(field, "pass")
        case _:
            return None
    source = place.source(kind)
    if source is None or place.text.raw.count("__root__") > 1:
        return None
    return Fix((Edit(owner.bases[0], f"{new.text}[{source}]"), edit), new.imports, safe=False)
