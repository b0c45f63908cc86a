"""Which function of the same file an expression calls, or runs by being used."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.annotated import OWN
from housestyle_core.facts.infer import PROPERTIES, TRANSPARENT, infer_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context
    from housestyle_core.tree.scopes import Binding

    AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef

CACHES = frozenset({"functools.cache", "functools.lru_cache", "functools.cached_property"})
OVERLOADS = frozenset({"typing.overload", "typing_extensions.overload"})
CONTEXT_MANAGER = "contextlib.contextmanager"
KEEPING = frozenset(
    {
        *TRANSPARENT,
        *PROPERTIES,
        *("functools.wraps", "functools.singledispatch", "typing.override", "typing.final"),
        *("typing_extensions.override", "typing_extensions.deprecated", "warnings.deprecated"),
        *("tenacity.retry", "backoff.on_exception", "backoff.on_predicate"),
        *("abc.abstractmethod", "pydantic.validate_call", CONTEXT_MANAGER),
    }
)
"""Decorators below which a call still runs the function itself."""
CONSTRUCTORS = ("__init__", "__post_init__")
DEPTH = 5


def function_of(called: ast.expr, context: Context, depth: int = 0) -> ast.FunctionDef | None:
    """The plain function of this file that a call of `called` runs; a class runs its constructor.

    None where the file does not tell, or where the function is asynchronous.
    """
    match called:
        case ast.Name(id=name) if depth < DEPTH and (found := context.scope.find(name)):
            at = context._replace(scope=found[0])
            *earlier, last = found[1]
            if not all(_is_overload(binding, at) for binding in earlier):
                return None
            return _bound(last, at, depth)
        case ast.Attribute(value=value, attr=name):
            owner = class_of(value, context)
            return method_of(owner, name, context) if owner else None
        case ast.Call():
            owner = class_of(called, context)
            return method_of(owner, "__call__", context) if owner else None
    return None


def _is_overload(binding: Binding, context: Context) -> bool:
    node = binding.node
    return isinstance(node, ast.FunctionDef) and has_decorator(node, OVERLOADS, context)


def _bound(binding: Binding, context: Context, depth: int) -> ast.FunctionDef | None:
    match binding.node:
        case ast.FunctionDef() as function:
            return function
        case ast.ClassDef() as owner:
            return _constructor(owner, context)
    return function_of(binding.value, context, depth + 1) if binding.value else None


def class_of(expression: ast.expr, context: Context) -> ast.ClassDef | None:
    """The class of this file that an expression is, or is an instance of."""
    match expression:
        case ast.Name(id=name):
            if owner := context.scope.class_of_self(name):
                return owner.node  # type: ignore[return-value]
            found = context.scope.find(name)
            if found and len(found[1]) == 1 and isinstance(found[1][0].node, ast.ClassDef):
                return found[1][0].node
        case ast.Call(func=ast.Name(id="super"), args=[]):
            around = next((up for up in context.parents(expression) if _is_class(up)), None)
            bases = _bases(around, context) if isinstance(around, ast.ClassDef) else ()
            return next(iter(bases), None)
    kind = infer_type(expression, context)
    return _class_named(kind.removeprefix(OWN), context) if kind and kind.startswith(OWN) else None


def method_of(owner: ast.ClassDef, name: str, context: Context) -> ast.FunctionDef | None:
    """The plain method of that name which instances of a class have, own or inherited."""
    for kind in _lineage(owner, context):
        for statement in reversed(kind.body):
            if getattr(statement, "name", None) == name:
                return statement if isinstance(statement, ast.FunctionDef) else None
    return None


def keeps_running(function: ast.FunctionDef, context: Context) -> bool:
    """Whether a call runs the function itself, whatever decorates it, as far as is known."""
    return all(_keeps(decorator, context) for decorator in function.decorator_list)


def has_decorator(function: ast.FunctionDef, names: frozenset[str], context: Context) -> bool:
    """Whether one of these dotted names decorates a function."""
    return any(context.resolve(_plain(item)) in names for item in function.decorator_list)


def wrappers(function: ast.FunctionDef, context: Context) -> list[ast.FunctionDef]:
    """The functions that decorators of this file put around another one."""
    found = (_wrapper(decorator, context) for decorator in function.decorator_list)
    return [wrapper for wrapper in found if isinstance(wrapper, ast.FunctionDef)]


def _keeps(decorator: ast.expr, context: Context) -> bool:
    plain = _plain(decorator)
    if name := context.resolve(plain):
        return name in KEEPING
    if isinstance(plain, ast.Attribute) and plain.attr in ("setter", "getter", "deleter"):
        return True
    is_own = function_of(plain, context) is not None
    return is_own and not isinstance(_wrapper(decorator, context), ast.AsyncFunctionDef)


def _wrapper(decorator: ast.expr, context: Context) -> AnyFunction | None:
    """What a decorator of this file returns, or what the decorator that it makes returns."""
    made = function_of(_plain(decorator), context)
    inner = _returned(made) if made else None
    return _returned(inner) if inner and isinstance(decorator, ast.Call) else inner


def _returned(function: AnyFunction) -> AnyFunction | None:
    """The function defined in another one that it returns."""
    inner = {
        item.name: item
        for item in function.body
        if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef))
    }
    for statement in function.body:
        match statement:
            case ast.Return(value=ast.Name(id=name)) if name in inner:
                return inner[name]
    return None


def _constructor(owner: ast.ClassDef, context: Context) -> ast.FunctionDef | None:
    found = (method_of(owner, name, context) for name in CONSTRUCTORS)
    return next((method for method in found if method), None)


def _lineage(owner: ast.ClassDef, context: Context, depth: int = 0) -> Iterator[ast.ClassDef]:
    yield owner
    if depth < DEPTH:
        for base in _bases(owner, context):
            yield from _lineage(base, context, depth + 1)


def _bases(owner: ast.ClassDef, context: Context) -> list[ast.ClassDef]:
    plain = [base.value if isinstance(base, ast.Subscript) else base for base in owner.bases]
    found = [_class_named(base.id, context) for base in plain if isinstance(base, ast.Name)]
    return [base for base in found if base]


def _class_named(name: str, context: Context) -> ast.ClassDef | None:
    bindings: list[Binding] = context.file.scope.bindings.get(name, [])
    nodes = [binding.node for binding in bindings]
    return nodes[0] if len(nodes) == 1 and isinstance(nodes[0], ast.ClassDef) else None


def _is_class(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef)


def _plain(decorator: ast.expr) -> ast.expr:
    return decorator.func if isinstance(decorator, ast.Call) else decorator
