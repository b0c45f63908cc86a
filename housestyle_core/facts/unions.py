"""What a union of types is made of, and how it is spelled.

`Optional[A]` and `Union[A, B]` are bracketed, `A | B` is piped; nested unions are one union.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Literal

from housestyle_core.record import Record
from housestyle_core.tree.annotations import parse_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from housestyle_core.config.settings import Settings
    from housestyle_core.tree.context import Context

OptionalStyle = Literal["union", "optional"]
OPTIONAL_STYLE: OptionalStyle = "union"
OPTIONAL = {f"{module}.Optional" for module in ("typing", "typing_extensions")}
UNION = {f"{module}.Union" for module in ("typing", "typing_extensions")}


class Member(Record):
    """One type of a union; `quoted` where it stands in a string of its own."""

    type: ast.expr
    piped: bool
    quoted: bool

    @property
    def is_none(self) -> bool:
        return isinstance(self.type, ast.Constant) and self.type.value is None


def members(union: ast.expr, context: Context, *, quoted: bool = False) -> Iterator[Member]:
    """The types of a union, those of unions nested in it too; nothing for any other expression."""
    for part in _parts(union) if _is_union(union, context) else ():
        inside = _unquoted(part)
        in_string = quoted or inside is not part
        if _is_union(inside, context):
            yield from members(inside, context, quoted=in_string)
        else:
            plain = ast.Constant(None) if _is_type_of_none(inside, context) else inside
            yield Member(plain, isinstance(union, ast.BinOp), in_string)


def union_around(union: ast.expr, context: Context) -> ast.expr | None:
    """The union that this one is a direct part of."""
    for above in context.parents(union):
        if isinstance(above, (ast.Subscript, ast.BinOp)):
            return above if _is_union(above, context) else None
        if not isinstance(above, (ast.Tuple, ast.Constant)):
            return None
    return None


def outermost(union: ast.expr, context: Context) -> ast.expr:
    """The whole union that this one is a part of, at whatever depth; itself where it is none."""
    while around := union_around(union, context):
        union = around
    return union


def is_optional(union: ast.expr, context: Context) -> bool:
    """Whether the union is `Optional[...]`."""
    return isinstance(union, ast.Subscript) and context.resolve(union.value) in OPTIONAL


def optional_is_against(found: Iterable[Member], style: OptionalStyle) -> bool:
    """Whether the `None` of a union is not spelled as HS203 in this style wants it."""
    return any(member.is_none and member.piped == (style == "optional") for member in found)


def optional_style(settings: Settings) -> OptionalStyle | None:
    """The style that HS203 asks for; None where it is off."""
    if rule := settings.rules.get("HS203"):
        setting = rule.options.get("style")
        return setting.value if setting else OPTIONAL_STYLE  # type: ignore[return-value]
    return None


def _is_union(node: ast.AST, context: Context) -> bool:
    match node:
        case ast.BinOp(op=ast.BitOr()):
            return True
        case ast.Subscript(value=value, slice=ast.Tuple()):
            return context.resolve(value) in UNION
        case ast.Subscript(value=value):
            return context.resolve(value) in OPTIONAL
    return False


def _parts(union: ast.expr) -> list[ast.expr]:
    if isinstance(union, ast.Subscript):
        inner = union.slice
        return inner.elts if isinstance(inner, ast.Tuple) else [inner, ast.Constant(None)]
    parts: list[ast.expr] = []
    while isinstance(union, ast.BinOp) and isinstance(union.op, ast.BitOr):
        parts.append(union.right)
        union = union.left
    return [union, *reversed(parts)]


def _is_type_of_none(node: ast.expr, context: Context) -> bool:
    """Whether an expression is `type(None)` or `NoneType`, which mean `None` as a type."""
    match node:
        case ast.Call(func=ast.Name(id="type"), args=[ast.Constant(value=None)]):
            return True
    return context.may_be(node, ("NoneType",)) and context.resolve(node) == "types.NoneType"


def _unquoted(part: ast.expr) -> ast.expr:
    match part:
        case ast.Constant(value=str(text)):
            return parse_type(text) or part
    return part
