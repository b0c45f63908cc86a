"""Types that say nothing, or not enough, of the data that crosses a boundary."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Literal, NamedTuple

from housestyle_core.classes import class_named, foreign_bases
from housestyle_core.written_types import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from housestyle_core.scopes import Scope


def _names(modules: str, names: str) -> frozenset[str]:
    return frozenset(f"{module}.{name}" for module in modules.split() for name in names.split())


TYPING = "typing typing_extensions"
UNTYPED = _names(TYPING, "Any") | {"builtins.object"}
MAPPINGS = _names(TYPING, "Dict DefaultDict OrderedDict Mapping MutableMapping") | _names(
    "builtins collections collections.abc",
    "dict defaultdict OrderedDict Mapping MutableMapping",
)
COLLECTIONS = _names(TYPING, "List Set FrozenSet Tuple Sequence Iterable Collection") | _names(
    "builtins collections.abc",
    "list set frozenset tuple Sequence Iterable Collection",
)
UNIONS = _names(TYPING, "Optional Union")
SCALARS = _names("builtins", "bool bytes float int str")
TYPED_DICTS = _names(TYPING, "TypedDict")
DATACLASSES = _names("dataclasses", "dataclass")


class Allowed(NamedTuple):
    """What may pass although no model describes it.

    `allow_dataclasses` and `allow_typed_dicts`: FastAPI validates both, but they have no field
    validators and cannot forbid what they do not know. `allow_mappings`: a mapping from strings to
    scalars, such as `dict[str, int]`.
    """

    allow_dataclasses: bool = False
    allow_typed_dicts: bool = False
    allow_mappings: bool = False


class Loose(NamedTuple):
    """Why a type is loose; `name` is that of the class to turn into a model."""

    kind: Literal["data", "TypedDict", "dataclass"]
    name: str = ""


DATA = Loose("data")


def looseness(annotation: ast.expr, scope: Scope, allowed: Allowed) -> Loose | None:
    """What is loose in a type that is written in `scope`; None for what the file cannot tell."""
    expression, scope = written(annotation, scope).type
    match expression:
        case ast.Name() | ast.Attribute():
            target = scope.resolve(expression)
            if target in UNTYPED or target in MAPPINGS or target in COLLECTIONS:
                return DATA
            return _loose_class(expression, scope, allowed)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return looseness(left, scope, allowed) or looseness(right, scope, allowed)
        case ast.Subscript(value=form, slice=inside):
            parts = inside.elts if isinstance(inside, ast.Tuple) else [inside]
            target = scope.resolve(form)
            if target in MAPPINGS and len(parts) == 2:  # noqa: PLR2004
                return _loose_mapping(parts, scope, allowed)
            if target in COLLECTIONS or target in UNIONS:
                found = (looseness(part, scope, allowed) for part in parts)
                return next(filter(None, found), None)
    return None


def _loose_mapping(parts: Sequence[ast.expr], scope: Scope, allowed: Allowed) -> Loose | None:
    """A mapping from strings to scalars is mostly a record; one from an id or to a model is not."""
    key, value = parts
    if found := looseness(value, scope, allowed):
        return found
    is_record = _is_scalar(value, scope) and scope.resolve(key) == "builtins.str"
    return DATA if is_record and not allowed.allow_mappings else None


def _is_scalar(annotation: ast.expr, scope: Scope) -> bool:
    expression, scope = written(annotation, scope).type
    match expression:
        case ast.BinOp(left=left, right=right):
            return _is_scalar(left, scope) and _is_scalar(right, scope)
        case ast.Constant(value=None):
            return True
        case ast.Subscript(value=form, slice=inside):
            parts = inside.elts if isinstance(inside, ast.Tuple) else [inside]
            inner = scope.resolve(form) in UNIONS | COLLECTIONS
            return inner and all(_is_scalar(part, scope) for part in parts)
    return scope.resolve(expression) in SCALARS


def _loose_class(expression: ast.expr, scope: Scope, allowed: Allowed) -> Loose | None:
    found = class_named(expression, scope)
    if found is None:
        return None
    node, around = found
    if not allowed.allow_typed_dicts and not TYPED_DICTS.isdisjoint(foreign_bases(node, around)):
        return Loose("TypedDict", node.name)
    decorators = (each.func if isinstance(each, ast.Call) else each for each in node.decorator_list)
    if not allowed.allow_dataclasses and any(
        around.resolve(each) in DATACLASSES for each in decorators
    ):
        return Loose("dataclass", node.name)
    return None
