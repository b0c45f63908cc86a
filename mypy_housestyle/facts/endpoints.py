"""The function that a call registers as a handler: what it decorates, or what it is given."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.server.subexpr import get_subexpressions

from housestyle_core.facts.fastapi_routes import Handler, keyword
from housestyle_core.record import Record
from mypy_housestyle.facts.ours import is_our_path, module_of
from mypy_housestyle.facts.signatures import called, undecorated
from mypy_housestyle.facts.source import source_of
from mypy_housestyle.facts.written_classes import written_class
from mypy_housestyle.walk import definitions, statements

if TYPE_CHECKING:
    from collections.abc import Mapping
    from functools import _lru_cache_wrapper

    from housestyle_core.tree.scopes import Scope
    from mypy_housestyle.call import Call
    from mypy_housestyle.facts.class_kinds import Around
    from mypy_housestyle.facts.source import Source

    Handled = Mapping[n.Expression, n.FuncDef | n.Expression]


class Endpoint(Record):
    """The function, and the expression that stands for it where the call is no decorator."""

    function: n.FuncDef
    named: ast.expr | None


class Written(Record):
    """A function as it is written, the scope that it stands in, and its module."""

    function: Handler
    scope: Scope
    home: Source
    tree: n.MypyFile


def registered(call: Call) -> n.FuncDef | None:
    """The function that a call registers, by mypy's nodes alone: the source need not be read."""
    handled = _handled_by(call.node, call.checker.tree)
    if isinstance(handled, n.FuncDef):
        return handled
    given = _argument(call.node) if handled is None else handled
    target = called(given) if given is not None else None
    return undecorated(target.node) if target else None


def endpoint_of(call: Call, registration: ast.Call, source: Source) -> Endpoint | None:
    """What a call that stands in `source` as `registration` registers."""
    function = registered(call)
    if function is None:
        return None
    handled = _handled_by(call.node, call.checker.tree)
    if isinstance(handled, n.FuncDef):
        return Endpoint(function, None)
    above = source.file.parents[registration]
    if handled is not None and isinstance(above, ast.Call):
        return Endpoint(function, above.args[0])
    named = next(iter(registration.args[1:2]), None) or keyword(registration, "endpoint")
    return Endpoint(function, named) if named else None


def written_function(typed: n.FuncDef, source: Source, around: Around) -> Written | None:
    """A function of the project as it is written; `source` is that of the module being checked.

    None for one in a function of another module, and for one that is defined in several ways.
    """
    here = around.checker.tree
    tree = around.checker.modules.get(module_of(typed), here)
    if tree is here:
        node, context = source.definition(typed) or (None, None)
        is_handler = context is not None and isinstance(node, Handler)
        return Written(node, context.scope, source, here) if is_handler else None  # type: ignore[union-attr, arg-type]
    home = source_of(tree, around.settings) if is_our_path(tree.path) else None
    return _bound(typed, home, tree, around) if home else None


def _bound(typed: n.FuncDef, home: Source, tree: n.MypyFile, around: Around) -> Written | None:
    """A function by its name in another module, or in a class there."""
    owner = written_class(typed.info, around) if typed.info else None
    scope = home.file.scope.inner.get(owner[0]) if owner else home.file.scope
    bindings = scope.bindings.get(typed.name, []) if scope else []
    node = bindings[0].node if len(bindings) == 1 else None
    return Written(node, scope, home, tree) if scope and isinstance(node, Handler) else None


def decorators_of(function: n.FuncDef, tree: n.MypyFile) -> list[n.Expression]:
    """What decorates a function of a module; nothing where the function is in another one."""
    return [decorator for decorator, found in _decorated(tree).items() if found is function]


def _argument(call: n.Expression) -> n.Expression | None:
    """The second argument of a call, or the one for `endpoint`."""
    if not isinstance(call, n.CallExpr):
        return None
    named = [
        value for name, value in zip(call.arg_names, call.args, strict=True) if name == "endpoint"
    ]
    is_plain = call.arg_kinds[:2] == [n.ARG_POS, n.ARG_POS]
    return next(iter(named), call.args[1] if is_plain else None)


def _handled_by(decorator: n.Expression, tree: n.MypyFile) -> n.FuncDef | n.Expression | None:
    """What a call is applied to; the code in functions is looked at only where that is needed."""
    return _look_up(decorator, _decorated, tree) or _look_up(decorator, _handled, tree)


def _look_up(
    node: n.Expression, table_of: _lru_cache_wrapper[Handled], tree: n.MypyFile
) -> n.FuncDef | n.Expression | None:
    """What a table of a module has for a node; mypy's daemon puts new nodes into an old tree."""
    found = table_of(tree).get(node)
    if found is None:
        table_of.cache_clear()
        found = table_of(tree).get(node)
    return found


@lru_cache(maxsize=8)
def _decorated(tree: n.MypyFile) -> Handled:
    """Each function and method of a module by the expressions that decorate it."""
    return {
        decorator: definition.decorator.func
        for definition in definitions(tree.defs)
        if definition.decorator
        for decorator in definition.decorator.original_decorators
    }


@lru_cache(maxsize=8)
def _handled(tree: n.MypyFile) -> Handled:
    """Each function by the expressions that decorate it, each only argument by the call before."""
    found: dict[n.Expression, n.FuncDef | n.Expression] = {}
    for node in statements(tree):
        if isinstance(node, n.Decorator):
            found |= dict.fromkeys(node.original_decorators, node.func)
    for part in get_subexpressions(tree):
        match part:
            case n.CallExpr(callee=n.CallExpr() as inner, args=[given]):
                found[inner] = given
    return found
