"""The class that an annotation names, as far as one file tells."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.blocking.public_names import public_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from housestyle_core.tree.context import Context
    from housestyle_core.tree.scopes import Binding, Scope

NONE = "builtins.None"
OWN = "<this file>."
"""Before the name of a class that the file itself has at its top level."""
WRAPPERS = frozenset({"typing.Annotated", "typing.ClassVar", "typing.Final", "typing.Optional"})


def annotated_type(node: ast.expr | None, context: Context) -> str | None:
    """The class that an annotation names, `None` beside it and `Annotated` around it or not."""
    match node:
        case ast.Constant(value=value):
            quoted = _parsed(value) if isinstance(value, str) else None
            return NONE if value is None else annotated_type(quoted, context)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return _union([left, right], context)
        case ast.Subscript(value=generic, slice=arguments):
            return _generic(generic, arguments, context)
        case ast.Name() | ast.Attribute():
            return _named(node, context)
    return None


def own_class(scope: Scope, binding: Binding) -> str | None:
    """The name that a class at the top level of the file goes by here."""
    is_own = isinstance(binding.node, ast.ClassDef) and scope.parent is None
    return OWN + binding.node.name if is_own else None  # type: ignore[attr-defined]


def same(kinds: Iterable[str | None]) -> str | None:
    """The one class that all of them are, `None` beside it or not."""
    distinct = {kind for kind in kinds if kind != NONE}
    return distinct.pop() if len(distinct) == 1 else None


def _generic(generic: ast.expr, arguments: ast.expr, context: Context) -> str | None:
    elements = arguments.elts if isinstance(arguments, ast.Tuple) else [arguments]
    name = (context.resolve(generic) or "").replace("typing_extensions.", "typing.")
    if name == "typing.Union":
        return _union(elements, context)
    if name in WRAPPERS and elements:
        return annotated_type(elements[0], context)
    return public_name(name) if name and name != "builtins.type" else None


def _named(node: ast.expr, context: Context) -> str | None:
    """The class of that name, or behind `Db = Annotated[Session, Depends(get_db)]`."""
    if name := context.resolve(node):
        return public_name(name)
    found = context.scope.find(node.id) if isinstance(node, ast.Name) else None
    if found is None or len(found[1]) != 1:
        return None
    scope, [binding] = found
    if own := own_class(scope, binding):
        return own
    value = _bound_of(binding) or binding.value or getattr(binding.node, "value", None)
    key = ast.unparse(node) + ":"
    if key not in scope.kinds:
        scope.kinds[key] = None
        scope.kinds[key] = annotated_type(value, context._replace(scope=scope))
    return scope.kinds[key]


def _bound_of(binding: Binding) -> ast.expr | None:
    """The bound of a type variable, in either of the two ways to write one."""
    if binding.node.__class__.__name__ == "TypeVar":  # which Python 3.11 does not have
        return binding.node.bound  # type: ignore[attr-defined, no-any-return]
    match binding.value:
        case ast.Call(func=ast.Name(id="TypeVar") | ast.Attribute(attr="TypeVar"), keywords=given):
            return next((keyword.value for keyword in given if keyword.arg == "bound"), None)
    return None


def _union(members: list[ast.expr], context: Context) -> str | None:
    return same([annotated_type(member, context) for member in members])


def _parsed(text: str) -> ast.expr | None:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return None
