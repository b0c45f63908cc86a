"""By what key a use of something is known before its class is: mostly the name in the code.

What a `with` runs has the key `__enter__`, what a loop runs `__iter__`, a class its full name, a
property `@` and its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mypy.nodes as n

from housestyle_core.facts.own_calls import CONSUMING

if TYPE_CHECKING:
    from collections.abc import Callable

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


def key_of(use: n.Node) -> str:
    """The key of what a node of one of the types in `USES` runs."""
    return METHODS.get(type(use)) or NAMED[type(use)](use)


def key_of_callee(callee: n.Expression) -> str:
    """The key of what a call, or what a decorator is, runs."""
    if isinstance(callee, n.RefExpr):
        kind = type(callee.node)
        if kind in FUNCTIONS:
            return callee.node.name  # type: ignore[union-attr]
        if kind is n.TypeInfo:
            return callee.fullname
        if kind is n.Var:
            return ANYTHING
    if isinstance(callee, n.MemberExpr | n.SuperExpr):
        return key_of_method(callee.name.rstrip("'"))
    return ANYTHING


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


def _call(call: n.CallExpr) -> str:
    callee = call.callee
    if call.args and isinstance(callee, n.RefExpr):
        if callee.fullname in CONSUMING:
            return "__iter__"
        if callee.fullname == "builtins.len":
            return "__len__"
    return key_of_callee(callee)


def _member(member: n.MemberExpr) -> str:
    return key_of_property(member.name)


NAMED: dict[type[n.Node], Callable[[Any], str]] = {n.CallExpr: _call, n.MemberExpr: _member}
USES = {*METHODS, *NAMED}
