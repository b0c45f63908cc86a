"""What the nodes that matter to names bind, and which scope each part of them belongs to.

A visitor gets a node and its region. It binds names, has the walk enter what stands elsewhere, and
gives the fields with the rest of the node, which stands where the node does.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from housestyle_core.tree.annotations import is_explicit_alias
from housestyle_core.tree.regions import FIELDS
from housestyle_core.tree.scopes import Binding, Scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from housestyle_core.tree.regions import Region, Tree

    Fields = tuple[str, ...]

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
ARGUMENTS = ("posonlyargs", "args", "vararg", "kwonlyargs", "kwarg")
NOTHING: Fields = ()


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef, here: Region, tree: Tree) -> Fields:
    here.scope.bind(node.name, Binding(node))
    outer = _with_type_parameters(node, here.scope, tree)
    tree.enter(node, ("args", "body"), Scope(node, outer))
    tree.enter_type(node, "returns", outer)
    return ("decorator_list",)


def _lambda(node: ast.Lambda, here: Region, tree: Tree) -> Fields:
    tree.enter(node, ("args", "body"), Scope(node, here.scope))
    return NOTHING


def _arguments(node: ast.arguments, here: Region, tree: Tree) -> Fields:
    if node.defaults or node.kw_defaults:
        tree.enter(node, ("defaults", "kw_defaults"), _around(here.scope))
    return ARGUMENTS


def _argument(node: ast.arg, here: Region, tree: Tree) -> Fields:
    here.scope.bind(node.arg, Binding(node))
    tree.enter_type(node, "annotation", _around(here.scope))
    return NOTHING


def _class(node: ast.ClassDef, here: Region, tree: Tree) -> Fields:
    here.scope.bind(node.name, Binding(node))
    outer = _with_type_parameters(node, here.scope, tree)
    tree.enter(node, ("bases", "keywords"), outer)
    tree.enter(node, ("body",), Scope(node, outer))
    return ("decorator_list",)


def _comprehension(node: ast.expr, here: Region, tree: Tree) -> Fields:
    tree.enter(node, FIELDS[type(node)], Scope(node, here.scope))  # type: ignore[arg-type]
    return NOTHING


def _generator(node: ast.comprehension, here: Region, tree: Tree) -> Fields:
    if tree.parents[node].generators[0] is not node:  # type: ignore[attr-defined]
        return ("target", "iter", "ifs")
    tree.enter(node, ("iter",), _around(here.scope))
    return ("target", "ifs")


def _annotated_assignment(node: ast.AnnAssign, here: Region, tree: Tree) -> Fields:
    tree.enter_type(node, "annotation", here.scope)
    if is_explicit_alias(node, here.scope):
        tree.enter_type(node, "value", here.scope)
        return ("target",)
    return ("target", "value")


def _type_alias(node: ast.AST, here: Region, tree: Tree) -> Fields:
    outer = _with_type_parameters(node, here.scope, tree)
    tree.enter_type(node, "value", outer)
    return ("name",)


def _type_parameter(node: ast.AST, here: Region, tree: Tree) -> Fields:
    here.scope.bind(node.name, Binding(node))  # type: ignore[attr-defined]
    tree.enter_type(node, "bound", here.scope)
    tree.enter_type(node, "default_value", here.scope)
    return NOTHING


def _name(node: ast.Name, here: Region, tree: Tree) -> Fields:
    if node.ctx.__class__ is not ast.Store:
        return NOTHING
    parent, scope = tree.parents[node], here.scope
    match parent:
        case ast.NamedExpr() if isinstance(scope.node, COMPREHENSIONS):
            while isinstance(scope.node, COMPREHENSIONS):
                scope = _around(scope)
            scope.bind(node.id, Binding(parent))
        case ast.Assign(value=value) | ast.AnnAssign(value=value) | ast.NamedExpr(value=value):
            scope.bind(node.id, Binding(parent, value=value))
        case ast.Tuple() | ast.List():
            scope.bind(node.id, Binding(parent, value=_part(node, parent, tree)))
        case _:
            scope.bind(node.id, Binding(parent))
    return NOTHING


def _part(target: ast.expr, targets: ast.AST, tree: Tree) -> ast.expr | None:
    """What `a, b = x, y` gives to one of its targets."""
    match targets, tree.parents.get(targets):
        case (
            ast.Tuple(elts=names) | ast.List(elts=names),
            ast.Assign(value=ast.Tuple(elts=values) | ast.List(elts=values)),
        ) if len(names) == len(values):
            is_plain = not any(isinstance(item, ast.Starred) for item in (*names, *values))
            return values[names.index(target)] if is_plain else None
    return None


def _attribute(node: ast.Attribute, here: Region, tree: Tree) -> Fields:
    if node.ctx.__class__ is ast.Store and isinstance(node.value, ast.Name):
        owner = here.scope.class_of_self(node.value.id)
        if owner is not None:
            parent = tree.parents[node]
            value = (
                parent.value
                if isinstance(parent, ast.Assign | ast.AnnAssign)
                else _part(node, parent, tree)
            )
            owner.bind_attribute(node.attr, Binding(parent, value=value, scope=here.scope))
    return ("value",)


def _import(node: ast.Import, here: Region, _: Tree) -> Fields:
    for alias in node.names:
        target = alias.name if alias.asname else alias.name.partition(".")[0]
        here.scope.imported.add(target)
        here.scope.bind(alias.asname or target, Binding(node, target=target))
    return NOTHING


def _import_from(node: ast.ImportFrom, here: Region, _: Tree) -> Fields:
    package = "." * node.level + (node.module or "")
    joint = "" if package.endswith(".") else "."
    for alias in node.names:
        target = package + joint + alias.name
        here.scope.imported.add(target)
        here.scope.bind(alias.asname or alias.name, Binding(node, target=target))
    return NOTHING


def _captured(node: ast.AST, here: Region, _: Tree) -> Fields:
    """`except … as name`, `case … as name`, `case *name`, `case {**rest}`."""
    name = getattr(node, "name", None) or getattr(node, "rest", None)
    if name:
        here.scope.bind(name, Binding(node))
    return FIELDS[type(node)]


def _yield(_: ast.AST, here: Region, __: Tree) -> Fields:
    here.scope.yields = True
    return ("value",)


def _outside(node: ast.Global | ast.Nonlocal, here: Region, _: Tree) -> Fields:
    here.scope.outside.extend((here.scope, name, node) for name in node.names)
    return NOTHING


def _with_type_parameters(node: ast.AST, scope: Scope, tree: Tree) -> Scope:
    """The scope that a definition's type parameters live in; `scope` where it has none."""
    if not getattr(node, "type_params", ()):
        return scope
    outer = Scope(scope.node, scope, generic=True)
    tree.enter(node, ("type_params",), outer)
    return outer


def _around(scope: Scope) -> Scope:
    return scope.parent or scope


VISITORS: dict[type[ast.AST], Callable[[Any, Region, Tree], Fields]] = {
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.Lambda: _lambda,
    ast.arguments: _arguments,
    ast.arg: _argument,
    ast.ClassDef: _class,
    **dict.fromkeys(COMPREHENSIONS, _comprehension),
    ast.comprehension: _generator,
    ast.AnnAssign: _annotated_assignment,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    **dict.fromkeys((ast.Yield, ast.YieldFrom), _yield),
    **dict.fromkeys((ast.Global, ast.Nonlocal), _outside),
    **dict.fromkeys((ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping), _captured),
}
for _kind in ("TypeVar", "ParamSpec", "TypeVarTuple"):
    if hasattr(ast, _kind):
        VISITORS[getattr(ast, _kind)] = _type_parameter
if hasattr(ast, "TypeAlias"):
    VISITORS[ast.TypeAlias] = _type_alias
