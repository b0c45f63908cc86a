"""What code of a file runs of the file's own plain functions: by calls, and by what calls them."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from housestyle_core.facts.blocking.lookup import CONSUMERS
from housestyle_core.facts.infer import PROPERTIES
from housestyle_core.facts.own_functions import (
    CONTEXT_MANAGER,
    class_of,
    function_of,
    has_decorator,
    is_class_itself,
    keeps_running,
    method_of,
)
from housestyle_core.record import Record
from housestyle_core.tree.names import known_as, last_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from housestyle_core.tree.context import Context
    from housestyle_core.tree.scopes import Scope

CONSUMING = CONSUMERS | {f"builtins.{name}" for name in ("all", "any", "max", "min", "sum")}
CONSUMING_NAMES = {"len", *last_names(CONSUMING)}
MANAGERS = frozenset({CONTEXT_MANAGER})


class OwnUse(Record):
    """A function of the file that runs at `place`; `called` by a call that a thread could make."""

    place: ast.expr
    function: ast.FunctionDef
    called: bool = False


def own_uses(node: ast.AST, context: Context) -> Iterator[OwnUse]:
    """The functions of the file that a node of one of the types in `USES` runs."""
    return USES[type(node)](node, context)


def may_run_own(node: ast.AST, own: OwnNames) -> bool:
    """Whether a node may run a function of the file, as far as the names of those tell."""
    match node:
        case ast.Call():
            name = known_as(node)
            is_known = name in own.called or name in CONSUMING_NAMES
            return is_known or name is None or own.instances
        case ast.Attribute(attr=name):
            return name in own.decorated
        case ast.Subscript():
            return "__getitem__" in own.called
        case ast.With():
            return own.enters
    return own.iterates


class OwnNames(Record):
    """What of a file can be `called`, by the names of its functions and classes, and what stands
    for others; what is `decorated`, as properties are; and whether the file makes callable
    instances, iterators, context managers.
    """

    called: frozenset[str]
    decorated: frozenset[str]
    instances: bool
    iterates: bool
    enters: bool


@lru_cache(maxsize=1)
def own_names(module: Scope) -> OwnNames:
    """The names of what a file defines, by its module's scope."""
    functions = [node for node in module.inner if isinstance(node, ast.FunctionDef)]
    names = {node.name for node in functions}
    classes = {node.name for node in module.inner if isinstance(node, ast.ClassDef)}
    generators = any(module.inner[node].yields for node in functions)
    return OwnNames(
        frozenset(names | classes | module.renamed),
        frozenset(node.name for node in functions if node.decorator_list),
        instances="__call__" in names,
        iterates=generators or not names.isdisjoint(("__iter__", "__next__")),
        enters=generators or not names.isdisjoint(("__enter__", "__exit__")),
    )


def _called(node: ast.Call, context: Context) -> Iterator[OwnUse]:
    function = function_of(node.func, context)
    if function and not _is_lazy(function, context):
        yield OwnUse(node, function, called=True)
    name = context.resolve(node.func) if node.args else None
    if name == "builtins.len":
        yield from _special(node.args[0], "__len__", context)
    elif name in CONSUMING:
        yield from _iterated(node.args[0], context)


def _with(node: ast.With, context: Context) -> Iterator[OwnUse]:
    for item in node.items:
        yield from _entered(item.context_expr, context)


def _loop(node: ast.For | ast.comprehension, context: Context) -> Iterator[OwnUse]:
    return _iterated(node.iter, context)


def _unpacked(node: ast.YieldFrom | ast.Starred, context: Context) -> Iterator[OwnUse]:
    return _iterated(node.value, context)


def _attribute(node: ast.Attribute, context: Context) -> Iterator[OwnUse]:
    owner = class_of(node.value, context)
    found = method_of(owner, node.attr, context) if owner else None
    is_read = isinstance(node.ctx, ast.Load) and not is_class_itself(node.value, context)
    if found and is_read and has_decorator(found, PROPERTIES, context):
        yield OwnUse(node, found)


def _subscript(node: ast.Subscript, context: Context) -> Iterator[OwnUse]:
    if isinstance(node.ctx, ast.Load):
        for use in _special(node.value, "__getitem__", context):
            yield use._replace(place=node)


def _special(operand: ast.expr, method: str, context: Context) -> Iterator[OwnUse]:
    """What a builtin or an operator calls on an instance of a class of this file."""
    owner = class_of(operand, context)
    found = method_of(owner, method, context) if owner else None
    if found and not is_class_itself(operand, context):
        yield OwnUse(operand, found)


def _iterated(items: ast.expr, context: Context) -> Iterator[OwnUse]:
    if isinstance(made := _made(items, context), ast.Call):
        function = function_of(made.func, context)
        if function and is_generator(function, context) and keeps_running(function, context):
            yield OwnUse(items, function)
    for name in ("__iter__", "__next__"):
        yield from _special(items, name, context)


def _entered(manager: ast.expr, context: Context) -> Iterator[OwnUse]:
    if isinstance(made := _made(manager, context), ast.Call):
        function = function_of(made.func, context)
        if function and has_decorator(function, MANAGERS, context):
            yield OwnUse(manager, function)
    for name in ("__enter__", "__exit__"):
        yield from _special(manager, name, context)


def _made(value: ast.expr, context: Context) -> ast.expr:
    """The expression behind a name that is bound once, in the same function."""
    found = context.scope.find(value.id) if isinstance(value, ast.Name) else None
    if found and len(found[1]) == 1 and found[0].function() is context.function:
        return found[1][0].value or value
    return value


def _is_lazy(function: ast.FunctionDef, context: Context) -> bool:
    """Whether a call runs nothing yet, or goes to something else than the function."""
    return (
        is_generator(function, context)
        or has_decorator(function, MANAGERS | PROPERTIES, context)
        or not keeps_running(function, context)
    )


def is_generator(function: ast.FunctionDef, context: Context) -> bool:
    """Whether a function itself, and not one in it, has a `yield`."""
    return context.scope.inner[function].yields


USES: dict[type[ast.AST], Callable[[Any, Context], Iterator[OwnUse]]] = {
    ast.Call: _called,
    ast.With: _with,
    ast.For: _loop,
    ast.comprehension: _loop,
    ast.YieldFrom: _unpacked,
    ast.Starred: _unpacked,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
}
