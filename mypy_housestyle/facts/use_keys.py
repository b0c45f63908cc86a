"""By what key a use of something is known before its class is: mostly the name in the code.

What a `with` runs has the key `__enter__`, what a loop runs `__iter__`, a class its full name, a
property `@` and its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.types import Instance, NoneType, Type, UnionType, get_proper_type

from housestyle_core.facts.own_calls import CONSUMING
from mypy_housestyle.facts.receivers import READERS

if TYPE_CHECKING:
    from mypy_housestyle.facts.code import Code

ANYTHING = ""
"""The key of what a variable or a value that has no name may be."""
FUNCTIONS = {n.FuncDef, n.Decorator, n.OverloadedFuncDef}
FIRST_METHODS = {"__exit__": "__enter__", "__next__": "__iter__"}
METHODS: dict[type[n.Node], str] = {
    n.ForStmt: "__iter__",
    n.GeneratorExpr: "__iter__",
    n.DictionaryComprehension: "__iter__",
    n.StarExpr: "__iter__",
    n.YieldFromExpr: "__iter__",
    n.WithStmt: "__enter__",
    n.IndexExpr: "__getitem__",
}
"""The keys of what nodes of these types run."""
SCALARS = {f"builtins.{name}" for name in ("bool", "bytes", "complex", "float", "int", "str")}
SPECIAL = {"builtins.len": "__len__", **dict.fromkeys(CONSUMING, "__iter__")}


def key_of_call(call: n.CallExpr) -> str:
    """The key of what a call runs, be it on its first argument."""
    callee = call.callee
    if type(callee) is n.MemberExpr and callee.node is None:
        name = callee.name
        return FIRST_METHODS.get(name, name)
    if call.args and isinstance(callee, n.RefExpr) and callee.fullname in SPECIAL:
        return SPECIAL[callee.fullname]
    return key_of_callee(callee)


def key_of_callee(callee: n.Expression) -> str:
    """The key of what a call of an expression runs."""
    if isinstance(callee, n.RefExpr):
        node = callee.node
        kind = type(node)
        if kind in FUNCTIONS:
            return node.name  # type: ignore[union-attr]
        if kind is n.TypeInfo:
            return callee.fullname
        if kind is n.Var:
            return ANYTHING
    if isinstance(callee, (n.MemberExpr, n.SuperExpr)):
        return key_of_method(callee.name)
    return ANYTHING


def key_of_alias(variable: n.Var, code: Code) -> str | None:
    """The key of what a variable may be a name for; None for what is never called."""
    if not _may_be_called(variable.type):
        return None
    if len(code.binders[variable]) > 1 or variable.fullname in code.definitions:
        return ANYTHING
    sources = code.sources(variable)
    if len(sources) != 1:
        return ANYTHING
    value = sources[0].expression
    if isinstance(value, n.RefExpr):  # a class may have other names alone, and none as a key
        return ANYTHING if type(value.node) is n.TypeInfo else key_of_callee(value)
    return "__call__" if type(value) in READERS else None


def _may_be_called(declared: Type | None) -> bool:
    """Whether something of a declared type, if any, may be called; few classes rule that out."""
    match get_proper_type(declared):
        case Instance(type=info):
            return info.fullname not in SCALARS
        case UnionType(items=items):
            return any(map(_may_be_called, items))
        case NoneType():
            return False
    return True


def key_of_method(name: str) -> str:
    """The key under which a function or method of that name is used."""
    return FIRST_METHODS.get(name, name)


def key_of_property(name: str) -> str:
    """The key under which a property of that name is read."""
    return f"@{name}"


def keys_of_function(function: n.FuncDef | n.Var) -> list[str]:
    """The keys under which a function is used."""
    keys = [key_of_method(function.name), function.fullname]
    if isinstance(function, n.FuncDef) and function.is_decorated:
        keys.append(key_of_property(function.name))
    if isinstance(function, n.FuncDef) and function.is_generator:
        keys += ["__iter__", "__enter__"]
    return keys
