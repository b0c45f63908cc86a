"""What one use of a name or attribute says of the object behind it: who closes it, and when."""

from __future__ import annotations

import ast
from enum import Enum, auto
from typing import TYPE_CHECKING

from housestyle_core.facts.handlers import last_name
from housestyle_core.facts.infer import own_attribute
from housestyle_core.facts.name_reads import name_reads
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
CLOSERS = frozenset(
    {
        *("close", "aclose", "_close", "__aexit__", "__exit__", "ensure_closed", "wait_closed"),
        *("cleanup", "detach", "disconnect", "dispose", "drain", "quit", "release", "remove"),
        *("shutdown", "stop", "terminate"),
    }
)
ENTERERS = frozenset({"__aenter__", "__enter__"})
LOOKERS = frozenset(
    {
        *("bool", "callable", "format", "getattr", "hasattr", "id", "isinstance", "len", "print"),
        *("repr", "str", "type", "debug", "info", "warning", "error", "exception"),
    }
)
"""What looks at an argument and does not keep it."""
NEUTRAL = (
    *(ast.Compare, ast.UnaryOp, ast.If, ast.While, ast.Assert, ast.Expr, ast.FormattedValue),
    *(ast.Delete, ast.Subscript),
)
DEPTH = 3


class Fate(Enum):
    """What becomes of an object that must be closed.

    `ENTERED`: `with` or `async with` closes it. `HANDED`: something else may. `CLOSED`: it is
    closed whatever happens; `RISKY`: unless something raises before. `LOST`: it is never closed.
    """

    ENTERED = auto()
    HANDED = auto()
    CLOSED = auto()
    RISKY = auto()
    LOST = auto()


class Holder(Record):
    """Where a name is followed: its function, None for an attribute, and through how many calls."""

    function: FunctionNode | None
    context: Context
    depth: int = 0


def uses(name: str, holder: Holder) -> Iterator[Fate]:
    """What the places that read a variable of a function say of the object behind it."""
    assert holder.function
    for node in name_reads(holder.function).get(name, ()):
        if found := use(node, holder):
            yield found


def use(node: ast.AST, holder: Holder) -> Fate | None:
    """What one use says; None where the code just works with the object."""
    parent = holder.context.file.parents.get(node)
    match parent:
        case ast.Attribute(attr=name) if name in CLOSERS:
            return _closing(parent, holder)
        case ast.Attribute(attr=name) if name not in ENTERERS:
            return _part(parent, holder)
        case ast.withitem():
            return Fate.ENTERED
        case ast.Call(func=called) if called is not node:
            return _given(node, parent, holder)
        case ast.keyword() | ast.BoolOp() | ast.Await() | ast.IfExp():
            return use(parent, holder)
    is_lent = isinstance(parent, ast.Yield) and holder.function and not holder.depth
    return None if is_lent or isinstance(parent, NEUTRAL) else Fate.HANDED


def _part(attribute: ast.Attribute, holder: Holder) -> Fate | None:
    """What is done to a part of the object: `client.connection_pool.disconnect()` closes it too."""
    parents = holder.context.file.parents
    parent = parents.get(attribute)
    if attribute.attr == "begin" and isinstance(parents.get(parent or attribute), ast.withitem):
        return Fate.HANDED  # the end of a transaction gives its connection back
    if not isinstance(parent, ast.Attribute):
        return None
    return _closing(parent, holder) if parent.attr in CLOSERS else _part(parent, holder)


def _given(node: ast.AST, call: ast.Call, holder: Holder) -> Fate | None:
    """What a call does with its argument: a function of this file is looked into."""
    if last_name(call.func) in CLOSERS:
        return _closing(call.func, holder)
    if last_name(call.func) in LOOKERS:
        return None
    function = _called(call.func, holder.context) if holder.depth < DEPTH else None
    parameter = _parameter(node, call, function) if function else None
    if parameter is None:
        return Fate.HANDED
    inside = uses(parameter, Holder(function, holder.context, holder.depth + 1))
    return Fate.HANDED if any(inside) else None


def _called(called: ast.expr, context: Context) -> FunctionNode | None:
    found = None
    if isinstance(called, ast.Name):
        found = context.scope.find(called.id)
    elif isinstance(called, ast.Attribute):
        found = own_attribute(called, context)
    node = found[1][0].node if found and len(found[1]) == 1 else None
    return node if isinstance(node, FunctionNode) else None


def _parameter(node: ast.AST, call: ast.Call, function: FunctionNode) -> str | None:
    """The parameter that gets an argument; None where the signature does not tell."""
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    if isinstance(node, ast.keyword):
        known = (*names, *(argument.arg for argument in function.args.kwonlyargs))
        return node.arg if node.arg in known else None
    is_plain = not any(isinstance(argument, ast.Starred) for argument in call.args)
    index = [argument is node for argument in call.args].index(True) if is_plain else len(names)
    index += isinstance(call.func, ast.Attribute)  # the receiver is `self`
    return names[index] if index < len(names) and not function.decorator_list else None


def _closing(closer: ast.expr, holder: Holder) -> Fate:
    """Where an object is closed: in `finally` and in a callback whatever happens."""
    call = holder.context.file.parents.get(closer)
    if not (isinstance(call, ast.Call) and call.func is closer):
        return Fate.CLOSED
    below: ast.AST = call
    for above in holder.context.parents(call):
        if isinstance(above, ast.Try | ast.TryStar) and below in above.finalbody:
            return Fate.CLOSED
        if isinstance(above, ast.ExceptHandler):
            return Fate.CLOSED
        if isinstance(above, FunctionNode | ast.Lambda):
            return Fate.RISKY if above is holder.function else Fate.CLOSED
        below = above
    return Fate.CLOSED
