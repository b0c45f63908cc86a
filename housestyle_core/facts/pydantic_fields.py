"""The fields that the class of a Pydantic model declares, and what it says of their defaults."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING, Literal

from housestyle_core.facts.field_metadata import FIELDS
from housestyle_core.facts.handlers import last_name
from housestyle_core.facts.loose_types import UNTYPED
from housestyle_core.facts.unions import members
from housestyle_core.facts.written_types import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context

KNOWN = sys.stdlib_module_names | {"builtins"}
Default = Literal["given", "required", "unsaid", "unknown"]
"""Whether a default is there, `...` says that there is none, nothing is said, or nobody knows."""


def own_fields(node: ast.ClassDef, context: Context) -> Iterator[tuple[str, ast.AnnAssign]]:
    """The fields that a class declares, once each; `context` is the one of its body."""
    for statement in node.body:
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name)) if not name.startswith("_"):
                if len(context.scope.bindings.get(name, ())) == 1:
                    yield name, statement


def takes_none(annotation: ast.expr, context: Context) -> bool:
    """Whether a type is `Any`, `object`, or a union with `None` or one of them."""
    kind, scope = written(annotation, context.scope).type
    here = context._replace(scope=scope)
    return here.resolve(kind) in UNTYPED or any(
        member.is_none or here.resolve(member.type) in UNTYPED for member in members(kind, here)
    )


def default_of(field: ast.AnnAssign, context: Context) -> Default:
    """What is known of the default of a field; `context` is the one of the class body."""
    value = field.value
    if value is not None and not is_field_call(value, context):
        if _is_ellipsis(value):
            return "required"
        return "unknown" if may_be_field(value, context) else "given"
    metadata = (mark for mark, _ in written(field.annotation, context.scope).metadata)
    said = [_said_by(mark, context) for mark in (value, *metadata) if mark]
    return next((one for one in said if one != "unsaid"), "unsaid")


def is_field_call(value: ast.expr | None, context: Context) -> bool:
    """Whether an expression is `Field(...)`."""
    return isinstance(value, ast.Call) and context.resolve(value.func) in FIELDS


def may_be_field(value: ast.expr, context: Context) -> bool:
    """Whether a default is a call of a function that may well give a `Field(...)`."""
    if not isinstance(value, ast.Call):
        return False
    module = (context.resolve(value.func) or "").partition(".")[0]
    return module not in KNOWN and not (last_name(value.func) or "")[:1].isupper()


def _said_by(mark: ast.expr, context: Context) -> Default:
    """What the default is by a `Field(...)`, or by other metadata of the type."""
    match mark:
        case ast.Call(args=args, keywords=keywords) if is_field_call(mark, context):
            given = {keyword.arg: keyword.value for keyword in keywords}
            value = args[0] if args else given.get("default")
            if None in given or isinstance(value, ast.Starred):
                return "unknown"
            if value is None:
                return "given" if "default_factory" in given else "unsaid"
            return "required" if _is_ellipsis(value) else "given"
        case ast.Call():
            return "unknown" if may_be_field(mark, context) else "unsaid"
    return "unsaid" if isinstance(mark, ast.Constant) else "unknown"


def _is_ellipsis(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is ...
