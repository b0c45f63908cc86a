"""What says where FastAPI takes a parameter from: `Depends(...)`, `Path(...)` and the like."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.handlers import last_name
from housestyle_core.facts.route_table.definitions import definition
from housestyle_core.facts.written_types import Follow, Meaning, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from housestyle_core.facts.route_table.signatures import Parameter
    from housestyle_core.tree.scopes import Scope


def marks_of(parameter: Parameter, scope: Scope, follow: Follow) -> Iterator[Meaning]:
    """What may say where a parameter comes from: the metadata of its type, and its default."""
    if parameter.annotation:
        yield from _told(written(parameter.annotation, scope, follow).metadata, follow)
    default = parameter.default
    is_constant = isinstance(default, ast.Name | ast.Attribute) and last_name(default).isupper()
    if default is not None and not is_constant:
        yield from _told((Meaning(default, scope),), follow)


def name_of(mark: Meaning) -> str | None:
    """The dotted name of what a mark calls; None for what is no call."""
    called = mark.expression.func if isinstance(mark.expression, ast.Call) else None
    return mark.scope.resolve(called) if called else None


def call_behind(mark: Meaning, follow: Follow) -> Meaning | None:
    """A call, or what a name stands for; None where the files do not tell."""
    if isinstance(mark.expression, ast.Call):
        return mark
    found = definition(*mark, follow)
    return Meaning(*found) if found else None  # type: ignore[arg-type]


def _told(marks: Iterable[Meaning], follow: Follow) -> Iterator[Meaning]:
    """The calls among marks, and the names of which there is no telling what they are."""
    for mark in marks:
        if isinstance(mark.expression, ast.Call | ast.Name | ast.Attribute):
            behind = call_behind(mark, follow)
            if behind is None or isinstance(behind.expression, ast.Call):
                yield behind or mark
