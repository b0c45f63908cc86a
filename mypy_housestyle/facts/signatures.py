"""What a call calls and which parameter an argument is for, as far as declarations tell.

Types that mypy infers are not looked at: they depend on how far it has come.
"""

from __future__ import annotations

import mypy.nodes as n
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    NoneType,
    Type,
    TypeType,
    TypeVarType,
    UnionType,
    get_proper_type,
)

from housestyle_core.record import Record

OBJECT = "builtins.object"
CACHED_PROPERTY = "functools.cached_property"


class Target(Record):
    """A called function or class; `skipped` is how many parameters the receiver takes up."""

    node: n.SymbolNode
    skipped: int = 0


def called(callee: n.Expression) -> Target | None:
    """What an expression that is called stands for; None where declarations do not tell."""
    match callee:
        case n.IndexExpr():
            return called(callee.base)
        case n.MemberExpr() if method := _method(callee):
            return method
        case n.RefExpr(node=n.TypeAlias() as alias):
            info = _class(alias.target)
            return Target(info) if info else None
        case n.RefExpr(node=n.TypeInfo() | n.FuncDef() | n.Decorator() | n.OverloadedFuncDef()):
            return Target(callee.node)  # type: ignore[arg-type]
    return None


def name_of(expression: n.Expression | None) -> str:
    """The last part of a name, without what is before its dots; empty for anything else."""
    if not isinstance(expression, n.NameExpr | n.MemberExpr):
        return ""
    return expression.name.rstrip("'")  # mypy's mark of a name that is defined anew


def fullname_of(expression: n.Expression | None) -> str:
    """The full name of what a name stands for; empty where that is not known."""
    return expression.fullname if isinstance(expression, n.RefExpr) else ""


def undecorated(node: n.Node | None) -> n.FuncDef | None:
    """The function below its decorators; None for anything else and for one with overloads."""
    if isinstance(node, n.Decorator):
        return node.func
    return node if isinstance(node, n.FuncDef) else None


def implementation(node: n.Node | None) -> n.FuncDef | None:
    """The function that runs: below decorators, behind overloads, the getter of a property."""
    if isinstance(node, n.OverloadedFuncDef):
        return undecorated(node.items[0] if node.is_property else node.impl)
    return undecorated(node)


def is_property(node: n.Node | None) -> bool:
    """Whether reading an attribute runs a function."""
    if isinstance(node, n.OverloadedFuncDef):
        return node.is_property
    if not isinstance(node, n.Decorator):
        return False
    declared = get_proper_type(node.var.type)
    return (
        node.func.is_property
        or (isinstance(declared, Instance) and declared.type.fullname == CACHED_PROPERTY)
        or any(fullname_of(made_by) == CACHED_PROPERTY for made_by in node.original_decorators)
    )


def signature_of(node: n.SymbolNode) -> CallableType | None:
    """The type of a function without overloads, below its decorators."""
    function = undecorated(node)
    proper = get_proper_type(function.type) if function else None
    return proper if isinstance(proper, CallableType) else None


def parameter_type(call: n.CallExpr, value: n.Expression, target: Target) -> Type | None:
    """The declared type of the parameter that gets `value`; None if there is no telling."""
    signature = signature_of(target.node)
    if signature is None:
        return None
    index = call.args.index(value)
    match call.arg_kinds[index]:
        case n.ARG_POS if n.ARG_STAR not in call.arg_kinds[:index]:
            formal = signature.argument_by_position(index + target.skipped)
        case n.ARG_NAMED:
            formal = signature.argument_by_name(call.arg_names[index])
        case n.ARG_STAR2:
            formal = signature.kw_arg() or signature.argument_by_position(target.skipped)
        case _:
            formal = None
    return formal.typ if formal else None


def takes_anything(declared: Type | None) -> bool:
    """Whether a value of every type is welcome: `object`, `Any`, a type variable, no word."""
    proper = get_proper_type(declared)
    match proper:
        case None | AnyType() | TypeVarType():
            return True
        case Instance():
            return proper.type.fullname == OBJECT
        case UnionType():
            return any(map(takes_anything, proper.items))
    return False


def _method(callee: n.MemberExpr) -> Target | None:
    info = owner_of(callee.expr)
    symbol = info.get(callee.name) if info else None
    if symbol is None or not isinstance(symbol.node, n.FuncDef | n.Decorator):
        return None
    function = undecorated(symbol.node)
    assert function is not None
    on_class = isinstance(callee.expr, n.RefExpr) and isinstance(callee.expr.node, n.TypeInfo)
    is_bound = not function.is_static and (function.is_class or not on_class)
    return Target(symbol.node, int(is_bound))


def owner_of(expression: n.Expression) -> n.TypeInfo | None:
    """The class of the object, or the class itself, that a method is called on."""
    match expression:
        case n.RefExpr(node=n.TypeInfo() as info):
            return info
        case n.RefExpr(node=n.Var() as variable):
            return None if variable.is_inferred else _class(variable.type)
        case n.MemberExpr():
            owner = owner_of(expression.expr)
            symbol = owner.get(expression.name) if owner else None
            attribute = symbol.node if symbol else None
            if isinstance(attribute, n.Var) and not attribute.is_inferred:
                return _class(attribute.type)
        case n.CallExpr():
            target = called(expression.callee)
            return target.node if target and isinstance(target.node, n.TypeInfo) else None
    return None


def _class(declared: Type | None) -> n.TypeInfo | None:
    proper = get_proper_type(declared)
    match proper:
        case Instance():
            return proper.type
        case TypeType():
            return _class(proper.item)
        case UnionType():
            found = [
                item for item in proper.items if not isinstance(get_proper_type(item), NoneType)
            ]
            return _class(found[0]) if len(found) == 1 else None
    return None
