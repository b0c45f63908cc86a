"""The fields of a Pydantic model that are sent as they are: not left out, hidden or rewritten."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import keyword
from housestyle_core.facts.handlers import last_name
from housestyle_core.facts.model_fields import CLASS_VARIABLES
from housestyle_core.facts.written_types import Meaning, followed_nowhere, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.facts.written_types import Follow
    from housestyle_core.tree.scopes import Scope

FIELDS = frozenset(("pydantic.Field", "pydantic.fields.Field", "sqlmodel.Field"))
SERIALIZERS = frozenset(
    f"pydantic.{module}{name}"
    for module in ("", "functional_serializers.")
    for name in ("PlainSerializer", "WrapSerializer")
)
ALL = "*"


def sent_fields(
    node: ast.ClassDef, inside: Scope, follow: Follow = followed_nowhere
) -> Iterator[tuple[str, ast.expr]]:
    """The fields of a class's own, by their names and annotations; `inside` is its scope."""
    for item in node.body:
        match item:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=value) if (
                not name.startswith("_")
            ):
                if not _is_hidden(annotation, value, inside, follow):
                    yield name, annotation


def reshaped_fields(node: ast.ClassDef) -> Iterator[str]:
    """The fields that methods of a class write in a way of their own; `ALL` for any of them."""
    for applied in _applied(node):
        made = applied if isinstance(applied, ast.Call) else None
        name = last_name(made.func if made else applied)
        if name == "model_serializer":
            yield ALL
        elif name == "field_serializer" and made:
            yield from (_text(item) for item in made.args)


def _applied(node: ast.ClassDef) -> Iterator[ast.expr]:
    """The decorators of methods, and what is called as one: `field_serializer("a")(mask)`."""
    for item in node.body:
        match item:
            case ast.FunctionDef(decorator_list=decorators):
                yield from decorators
            case ast.Assign(value=ast.Call(func=decorator)):
                yield decorator


def _text(name: ast.expr) -> str:
    """The name of a field; `ALL` where only the running program knows it."""
    return str(name.value) if isinstance(name, ast.Constant) else ALL


def _is_hidden(annotation: ast.expr, value: ast.expr | None, scope: Scope, follow: Follow) -> bool:
    """Whether an attribute is no field, or the metadata of its type keep it from being shown."""
    form = annotation.value if isinstance(annotation, ast.Subscript) else annotation
    if scope.resolve(form) in CLASS_VARIABLES:
        return True
    metadata = written(annotation, scope, follow).metadata
    marks = [*metadata, *([Meaning(value, scope)] if value else [])]
    return any(_hides(mark, around) for mark, around in marks)


def _hides(mark: ast.expr, scope: Scope) -> bool:
    if not isinstance(mark, ast.Call):
        return False
    made = scope.resolve(mark.func)
    excluding = ("exclude", "exclude_if") if made in FIELDS else ()
    given = filter(None, (keyword(mark, name) for name in excluding))
    is_sent = all(isinstance(value, ast.Constant) and not value.value for value in given)
    return made in SERIALIZERS or not is_sent
