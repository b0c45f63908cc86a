"""The type that an expression spells where mypy expects a value, as in `response_model=list[X]`."""

from __future__ import annotations

import mypy.nodes as n
from mypy.types import (
    AnyType,
    Instance,
    NoneType,
    Type,
    TypeAliasType,
    TypeOfAny,
    UnionType,
    get_proper_type,
)
from mypy.typevars import fill_typevars_with_any

UNIONS = frozenset(("typing.Union", "typing.Optional"))


def spelled_type(expression: n.Expression) -> Type | None:
    """The type; None where it is not certain to be one, or of a form that is not followed."""
    match expression:
        case n.NameExpr(fullname="builtins.None"):
            return NoneType()
        case n.RefExpr():
            return _named(expression.node, [])
        case n.OpExpr(op="|", left=left, right=right):
            return _union([left, right])
        case n.IndexExpr(analyzed=n.TypeApplication(types=types), base=base):
            return _named(base.node, types) if isinstance(base, n.RefExpr) else None
        case n.IndexExpr(base=n.RefExpr(fullname=name), index=index) if name in UNIONS:
            parts = index.items if isinstance(index, n.TupleExpr) else [index]
            is_optional = name == "typing.Optional"
            return _union([*parts], NoneType() if is_optional else None)
    return None


def _named(node: n.SymbolNode | None, types: list[Type]) -> Type | None:
    """The type of a class or alias with its arguments, `Any` where it has none."""
    match node:
        case n.TypeAlias():
            return _behind_alias(node, types)
        case n.TypeInfo() if not types:
            given = fill_typevars_with_any(node)
            if node.typeddict_type and isinstance(given, Instance):
                return node.typeddict_type.copy_modified(fallback=given)
            return given
        case n.TypeInfo():
            is_plain = len(types) == len(node.type_vars) and not node.has_type_var_tuple_type
            return Instance(node, types) if is_plain and not node.tuple_type else None
    return None


def _behind_alias(alias: n.TypeAlias, types: list[Type]) -> Type | None:
    if alias.no_args and types:  # `List = list` and the like
        target = get_proper_type(alias.target)
        return Instance(target.type, types) if isinstance(target, Instance) else None
    missing = len(alias.alias_tvars) - len(types)
    given = [*types, *[AnyType(TypeOfAny.from_omitted_generics)] * missing]
    return get_proper_type(TypeAliasType(alias, given)) if missing >= 0 else None


def _union(parts: list[n.Expression], *more: Type | None) -> Type | None:
    types = [spelled_type(part) for part in parts]
    known = [one for one in (*types, *more) if one is not None]
    return None if None in types else UnionType.make_union(known)
