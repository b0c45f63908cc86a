"""What the statement of a Pydantic model says of its fields, beyond their types."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import keyword
from housestyle_core.facts.field_metadata import FIELDS, is_harmless, may_convert
from housestyle_core.facts.handlers import last_name
from housestyle_core.facts.model_config import config_of
from housestyle_core.facts.written_types import written
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from housestyle_core.facts.written_types import Follow
    from housestyle_core.tree.scopes import Scope

NO_FIELDS = frozenset(("pydantic.PrivateAttr", "pydantic.ConfigDict", "sqlmodel.Relationship"))
CLASS_VARIABLES = frozenset(("typing.ClassVar", "typing_extensions.ClassVar"))
FIELD_VALIDATORS = frozenset(("field_validator", "validator"))
MODEL_VALIDATORS = frozenset(("model_validator", "root_validator"))
# Decorators of methods that have no say in what is validated.
OTHERS = frozenset(
    {
        *("abstractmethod", "cached_property", "classmethod", "computed_field"),
        *("deprecated", "field_serializer", "model_serializer", "overload", "override"),
        *("property", "setter", "staticmethod"),
    }
)
# Methods by which a class takes validation into its own hands.
OWN_WAYS = frozenset(("__init__", "__new__", "__get_pydantic_core_schema__", "__get_validators__"))


class Said(Record):
    """What a model says of a field: another name to read it by, whether it must be there.

    `is_named` is False where only the running program knows that name, `converts` True where a
    validator may turn a value of any type into the field's.
    """

    alias: str | None = None
    is_named: bool = True
    is_required: bool = True
    converts: bool = False


class Model(Record):
    """What one class says, but for its bases; not `is_clear` where its code may change the rest.

    `converted` are the fields, its own and inherited, that a validator gets before their types do.
    """

    fields: Mapping[str, Said]
    config: Mapping[str, ast.expr]
    converted: frozenset[str]
    is_clear: bool


def read_model(node: ast.ClassDef, scope: Scope, follow: Follow) -> Model:
    """The fields and the configuration of a class that stands in `scope`."""
    inner = scope.inner.get(node, scope)
    config = config_of(node, inner)
    fields: dict[str, Said] = {}
    converted: set[str] = set()
    is_clear = config is not None and not node.decorator_list and not _changes(node, scope, follow)
    for statement in node.body:
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name)) if name[0] != "_":
                if name != "model_config" and (said := _said(statement, inner, follow)):
                    fields[name] = said
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                found = [_converted(item) for item in statement.decorator_list]
                is_clear = is_clear and None not in found and name not in OWN_WAYS
                converted.update(*filter(None, found))
            case ast.Assign(value=ast.Call(func=made)) if inner.resolve(made) not in NO_FIELDS:
                is_clear = False
            case ast.If() | ast.Try() | ast.For() | ast.With():
                is_clear = False
    return Model(fields, config or {}, frozenset(converted), is_clear)


def _changes(node: ast.ClassDef, scope: Scope, follow: Follow) -> bool:
    """Whether a type that a class gives to a generic base has metadata that converts."""
    given = [base.slice for base in node.bases if isinstance(base, ast.Subscript)]
    parts = (part for each in given for part in getattr(each, "elts", [each]))
    return any(may_convert(part, scope, follow) for part in parts)


def _said(statement: ast.AnnAssign, scope: Scope, follow: Follow) -> Said | None:
    """What is said of a field; None where the attribute is none."""
    annotation, value = statement.annotation, statement.value
    form = annotation.value if isinstance(annotation, ast.Subscript) else annotation
    made = scope.resolve(value.func) if isinstance(value, ast.Call) else None
    if scope.resolve(form) in CLASS_VARIABLES or made in NO_FIELDS:
        return None
    said = Said(converts=may_convert(annotation, scope, follow))
    for mark, home in written(annotation, scope, follow).metadata:
        if isinstance(mark, ast.Call) and home.resolve(mark.func) in FIELDS:
            said = _with(said, mark)
    if isinstance(value, ast.Call):
        if made in FIELDS:
            said = _with(said, value)
            return said._replace(converts=said.converts or not is_harmless(value, scope))
        return said._replace(is_required=False, is_named=False, converts=True)
    return said._replace(is_required=said.is_required and _is_missing(value))


def _with(said: Said, field: ast.Call) -> Said:
    """What is known of a field when `Field(...)` is read, too."""
    given = [*field.args, keyword(field, "default"), keyword(field, "default_factory")]
    default = next(filter(None, given), None)
    alias = keyword(field, "validation_alias") or keyword(field, "alias")
    name = alias.value if isinstance(alias, ast.Constant) else None
    return said._replace(
        alias=name if isinstance(name, str) else said.alias,
        is_named=said.is_named and (alias is None or isinstance(name, str)),
        is_required=said.is_required and _is_missing(default),
    )


def _is_missing(default: ast.expr | None) -> bool:
    return default is None or (isinstance(default, ast.Constant) and default.value is ...)


def _converted(decorator: ast.expr) -> tuple[str, ...] | None:
    """The fields that a decorated method gets before they are validated; None for any of them."""
    made = decorator if isinstance(decorator, ast.Call) else None
    name = last_name(made.func if made else decorator)
    if made is None or name not in FIELD_VALIDATORS | MODEL_VALIDATORS:
        return () if name in OTHERS else None
    mode, pre = keyword(made, "mode"), keyword(made, "pre")
    is_after = mode is None or (isinstance(mode, ast.Constant) and mode.value == "after")
    if is_after and (pre is None or (isinstance(pre, ast.Constant) and not pre.value)):
        return ()
    names = [item.value for item in made.args if isinstance(item, ast.Constant)]
    is_plain = name in FIELD_VALIDATORS and len(names) == len(made.args) and "*" not in names
    return tuple(map(str, names)) if is_plain else None
