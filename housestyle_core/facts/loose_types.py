"""Types that say nothing, or not enough, of the data that crosses a boundary."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Literal

from housestyle_core.facts.classes import class_named, foreign_bases
from housestyle_core.facts.written_types import followed_nowhere, written
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from housestyle_core.facts.written_types import Follow
    from housestyle_core.tree.scopes import Scope


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


class Allowed(Record):
    """What may pass although no model describes it.

    `allow-dataclasses` and `allow-typed-dicts`: FastAPI validates both, but they have no field
    validators and cannot forbid what they do not know. `allow-mappings`: a mapping from strings to
    scalars, such as `dict[str, int]`.
    """

    allow_dataclasses: bool = False
    allow_typed_dicts: bool = False
    allow_mappings: bool = False


class Loose(Record):
    """Why a type is loose; `name` is that of the class to turn into a model."""

    kind: Literal["data", "TypedDict", "dataclass"]
    name: str = ""


DATA = Loose("data")
DEPTH = 8


def looseness(annotation: ast.expr, scope: Scope, allowed: Allowed, depth: int = 0) -> Loose | None:
    """What is loose in a type that is written in `scope`; None for what the file cannot tell.

    `depth` counts the types around this one, for aliases may be recursive.
    """
    if depth > DEPTH:
        return None
    expression, scope = written(annotation, scope).type
    parts = _parts(expression)
    if not parts:
        is_bare = scope.resolve(expression) in UNTYPED | MAPPINGS | COLLECTIONS
        return DATA if is_bare else _loose_class(expression, scope, allowed)
    form = _form(expression, scope)
    if form in MAPPINGS and len(parts) == 2:  # noqa: PLR2004
        return _loose_mapping(parts, scope, allowed, depth + 1)
    if form in COLLECTIONS or form in UNIONS:
        found = (looseness(part, scope, allowed, depth + 1) for part in parts)
        return next(filter(None, found), None)
    return None


def needs_no_body(
    annotation: ast.expr, scope: Scope, follow: Follow = followed_nowhere, depth: int = 0
) -> bool:
    """Whether FastAPI takes a parameter of a type from the URL: a scalar, or what may be one."""
    expression, scope = written(annotation, scope, follow).type
    parts = _parts(expression)
    if parts and depth < DEPTH and _form(expression, scope) in UNIONS:
        return all(needs_no_body(part, scope, follow, depth + 1) for part in parts)
    is_none = isinstance(expression, ast.Constant) and expression.value is None
    return is_none or scope.resolve(expression) in UNTYPED | SCALARS


def _parts(expression: ast.expr) -> list[ast.expr]:
    """What a union or a type in brackets is made of; nothing for any other expression."""
    match expression:
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return [left, right]
        case ast.Subscript(slice=ast.Tuple(elts=parts)):
            return parts
        case ast.Subscript(slice=part):
            return [part]
    return []


def _form(expression: ast.expr, scope: Scope) -> str | None:
    is_pipe = isinstance(expression, ast.BinOp)
    form = expression.value if isinstance(expression, ast.Subscript) else expression
    return "typing.Union" if is_pipe else scope.resolve(form)


def _loose_mapping(
    parts: Sequence[ast.expr], scope: Scope, allowed: Allowed, depth: int
) -> Loose | None:
    """A mapping from strings to scalars is mostly a record; one from an id or to a model is not."""
    key, value = parts
    if found := looseness(value, scope, allowed, depth):
        return found
    is_record = _is_scalar(value, scope, depth) and scope.resolve(key) == "builtins.str"
    return DATA if is_record and not allowed.allow_mappings else None


def _is_scalar(annotation: ast.expr, scope: Scope, depth: int) -> bool:
    expression, scope = written(annotation, scope).type
    if parts := _parts(expression):
        inside = depth <= DEPTH and _form(expression, scope) in UNIONS | COLLECTIONS
        return inside and all(_is_scalar(part, scope, depth + 1) for part in parts)
    is_none = isinstance(expression, ast.Constant) and expression.value is None
    return is_none or scope.resolve(expression) in SCALARS


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
