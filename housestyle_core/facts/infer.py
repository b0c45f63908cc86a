"""The class that an expression is an instance of, as far as one file proves it.

Any doubt gives None: two bindings that disagree, a value from another file, a union.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from housestyle_core.facts.annotated import NONE, annotated_type, own_class, same
from housestyle_core.facts.blocking.public_names import public_name
from housestyle_core.facts.known_types import ATTRIBUTES, ENTERED, ITEMS, RETURNS, SUBSCRIPTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from housestyle_core.tree.context import Context
    from housestyle_core.tree.scopes import Binding, Scope

    Found = tuple[Scope, list[Binding]]

PATH = "pathlib.Path"
COPIES = frozenset({f"builtins.{name}" for name in ("iter", "list", "reversed", "set", "sorted")})
PROPERTIES = frozenset({"builtins.property", "functools.cached_property"})
TRANSPARENT = frozenset(
    {
        "builtins.classmethod",
        "builtins.staticmethod",
        "functools.cache",
        "functools.lru_cache",
    }
)
FunctionDef = ast.FunctionDef | ast.AsyncFunctionDef


def infer_type(node: ast.expr, context: Context) -> str | None:
    """The dotted public name of the class of `node`, read where `context` stands."""
    infer = INFERENCES.get(type(node))
    return infer(node, context) if infer else None


def called_name(called: ast.expr, context: Context) -> str | None:
    """The public dotted name of what a call calls: a function, a class, a method of a class."""
    if name := context.resolve(called):
        return public_name(name)
    match called:
        case ast.Attribute(value=value, attr=attribute):
            owner = infer_type(value, context)
            return f"{owner}.{attribute}" if owner else None
        case ast.Name(id=name) if found := context.scope.find(name):
            scope, bindings = found
            if len(bindings) == 1 and (own := own_class(scope, bindings[0])):
                return own
            key = f"{name}()"
            if len(bindings) == 1 and key not in scope.kinds:
                scope.kinds[key] = None
                method = bindings[0].value
                if isinstance(method, ast.Attribute):
                    scope.kinds[key] = called_name(method, _at(context, scope))
            return scope.kinds.get(key)
    return None


def own_attribute(node: ast.Attribute, context: Context) -> Found | None:
    """The class around a method, and what the file binds `self.name` to there."""
    if not isinstance(node.value, ast.Name):
        return None
    owner = context.scope.class_of_self(node.value.id)
    if owner is None:
        return None
    bindings = [*owner.bindings.get(node.attr, ()), *owner.attributes.get(node.attr, ())]
    return (owner, bindings) if bindings else None


def item_type(node: ast.expr, context: Context) -> str | None:
    """The class of what a loop over `node` gives."""
    match node:
        case ast.Call(func=called, args=arguments):
            name = called_name(called, context)
            if name in COPIES and arguments:
                return item_type(arguments[0], context)
            return ITEMS.get(name or "")
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
            return same([infer_type(item, context) for item in items])
        case ast.Name(id=name) if found := context.scope.find(name):
            scope, bindings = found
            key = f"*{name}"
            if len(bindings) == 1 and key not in scope.kinds:
                scope.kinds[key] = None
                scope.kinds[key] = _bound_items(bindings[0], _at(context, scope))
            return scope.kinds.get(key)
    return None


def _agreed(name: str, found: Found, context: Context) -> str | None:
    """What all bindings of a name give; a declaration speaks for all of them."""
    scope, bindings = found
    if name not in scope.kinds:
        scope.kinds[name] = None
        at = _at(context, scope)
        declared = [binding for binding in bindings if isinstance(binding.node, ast.AnnAssign)]
        decisive = declared or bindings
        scope.kinds[name] = _known(_bound(binding, at) for binding in decisive)
        if scope.kinds[name] and len(decisive) > 1:
            scope.kinds[name] = same([_bound(binding, at) for binding in decisive])
    return scope.kinds[name]


def _known(kinds: Iterable[str | None]) -> str | None:
    """The one class among those that are known; `x = x.parent` may depend on it."""
    return same([kind for kind in kinds if kind not in (None, NONE)])


def _bound(binding: Binding, context: Context) -> str | None:
    """What one binding gives: an annotation, a value, or the statement that binds the name."""
    if binding.scope is not None:
        context = _at(context, binding.scope)
    match binding.node:
        case ast.AnnAssign(annotation=annotation):
            return annotated_type(annotation, context)
        case ast.AugAssign(op=ast.Div()):
            return NONE
    if isinstance(binding.value, ast.Constant) and binding.value.value is None:
        return NONE
    return infer_type(binding.value, context) if binding.value else _bound_by(binding.node, context)


def _bound_by(node: ast.AST, context: Context) -> str | None:
    match node:
        case ast.arg():
            return _argument(node, context)
        case ast.withitem(context_expr=entered):
            kind = infer_type(entered, context)
            is_async = isinstance(context.file.parents.get(node), ast.AsyncWith)
            return None if is_async else ENTERED.get(kind or "", kind)
        case ast.For(iter=items) | ast.comprehension(iter=items, is_async=0):
            return item_type(items, context)
        case ast.FunctionDef(decorator_list=[decorator]):
            is_property = context.resolve(decorator) in PROPERTIES
            return annotated_type(node.returns, context) if is_property else None
    return None


def _argument(argument: ast.arg, context: Context) -> str | None:
    around = context.file.parents.get(argument)
    if isinstance(around, ast.arguments) and argument in (around.vararg, around.kwarg):
        return None
    return annotated_type(argument.annotation, context)


def _returned(called: ast.expr, context: Context, *, is_async: bool) -> str | None:
    """The class of what a call gives: by data, by convention a class itself, by annotation."""
    name = called_name(called, context)
    if name:
        if is_async:
            return None
        return RETURNS.get(name) or (name if name.rpartition(".")[2][:1].isupper() else None)
    found = None
    if isinstance(called, ast.Name):
        found = context.scope.find(called.id)
    elif isinstance(called, ast.Attribute):
        found = own_attribute(called, context)
    if found is None or len(found[1]) != 1:
        return None
    function = found[1][0].node
    if isinstance(function, FunctionDef) and is_async == isinstance(function, ast.AsyncFunctionDef):
        return _function_type(function, _at(context, found[0]))
    return None


def _function_type(function: FunctionDef, context: Context) -> str | None:
    for decorator in function.decorator_list:
        plain = decorator.func if isinstance(decorator, ast.Call) else decorator
        if context.resolve(plain) not in TRANSPARENT:
            return None
    return annotated_type(function.returns, context)


def _bound_items(binding: Binding, context: Context) -> str | None:
    match binding.node:
        case (
            ast.arg(annotation=ast.Subscript(slice=element))
            | ast.AnnAssign(annotation=ast.Subscript(slice=element))
        ):
            first = element.elts[0] if isinstance(element, ast.Tuple) else element
            return annotated_type(first, context)
    return item_type(binding.value, context) if binding.value else None


def _at(context: Context, scope: Scope) -> Context:
    return context._replace(scope=scope)


def _name(node: ast.Name, context: Context) -> str | None:
    found = context.scope.find(node.id)
    return _agreed(node.id, found, context) if found else None


def _attribute(node: ast.Attribute, context: Context) -> str | None:
    if found := own_attribute(node, context):
        return _agreed(f".{node.attr}", found, context)
    owner = infer_type(node.value, context)
    return ATTRIBUTES.get(f"{owner}.{node.attr}") or ATTRIBUTES.get(f"{owner}.*")


def _call(node: ast.Call, context: Context) -> str | None:
    return _returned(node.func, context, is_async=False)


def _await(node: ast.Await, context: Context) -> str | None:
    call = node.value
    return _returned(call.func, context, is_async=True) if isinstance(call, ast.Call) else None


def _named_expression(node: ast.NamedExpr, context: Context) -> str | None:
    return infer_type(node.value, context)


def _either(node: ast.IfExp | ast.BoolOp, context: Context) -> str | None:
    values = node.values if isinstance(node, ast.BoolOp) else [node.body, node.orelse]
    return same([infer_type(value, context) for value in values])


def _operator(node: ast.BinOp, context: Context) -> str | None:
    if not isinstance(node.op, ast.Div):
        return None
    left, right = infer_type(node.left, context), infer_type(node.right, context)
    return PATH if left == PATH or (left is None and right == PATH) else None


def _subscript(node: ast.Subscript, context: Context) -> str | None:
    return SUBSCRIPTS.get(infer_type(node.value, context) or "")


INFERENCES: dict[type[ast.expr], Callable[[Any, Context], str | None]] = {
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.Await: _await,
    ast.NamedExpr: _named_expression,
    ast.IfExp: _either,
    ast.BoolOp: _either,
    ast.BinOp: _operator,
    ast.Subscript: _subscript,
}
