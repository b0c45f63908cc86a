"""Which function of the same file an expression calls, or runs by being used."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.annotated import OWN
from housestyle_core.facts.classes import foreign_bases, lineage
from housestyle_core.facts.infer import PROPERTIES, TRANSPARENT, infer_type
from housestyle_core.facts.own_classes import EMPTY_BASES, member

if TYPE_CHECKING:
    from housestyle_core.tree.context import Context
    from housestyle_core.tree.scopes import Binding

    AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef

CACHES = frozenset({"functools.cache", "functools.lru_cache", "functools.cached_property"})
ACCESSORS = frozenset({"deleter", "getter", "setter"})
CLASS_METHODS = frozenset({"builtins.classmethod"})
DATACLASSES = frozenset({"dataclasses.dataclass", "pydantic.dataclasses.dataclass"})
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
DEPTH = 5


def function_of(called: ast.expr, context: Context, depth: int = 0) -> ast.FunctionDef | None:
    """The plain function of this file that a call of `called` runs; a class runs its constructor.

    None where the file does not tell, or where the function is asynchronous.
    """
    match called:
        case ast.Name(id=name) if depth < DEPTH and (found := context.scope.find(name)):
            at = context._replace(scope=found[0])
            is_bound_once = len(found[1]) == 1
            return _bound(found[1][0], at, depth) if is_bound_once else _defined(found[1], at)
        case ast.Attribute(value=value, attr=name):
            owner = class_of(value, context)
            return method_of(owner, name, context) if owner else None
        case ast.Call():
            owner = class_of(called, context)
            return method_of(owner, "__call__", context) if owner else None
    return None


def _defined(bindings: list[Binding], context: Context) -> ast.FunctionDef | None:
    """The function that a name stands for, beside its overloads, or the setter of a property."""
    found = [binding.node for binding in bindings if not _is_aside(binding.node, context)]
    return found[0] if len(found) == 1 and isinstance(found[0], ast.FunctionDef) else None


def _is_aside(node: ast.AST, context: Context) -> bool:
    return isinstance(node, ast.FunctionDef) and (
        has_decorator(node, OVERLOADS, context)
        or any(getattr(item, "attr", None) in ACCESSORS for item in node.decorator_list)
    )


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
            return _above(around, context) if isinstance(around, ast.ClassDef) else None
    kind = infer_type(expression, context)
    return _class_named(kind.removeprefix(OWN), context) if kind and kind.startswith(OWN) else None


def method_of(owner: ast.ClassDef, name: str, context: Context) -> ast.FunctionDef | None:
    """The plain method of that name which instances of a class have, own or inherited."""
    found = member(context.scope.inner[owner], name)
    return _defined(found[1], context._replace(scope=found[0])) if found else None


def is_class_itself(expression: ast.expr, context: Context) -> bool:
    """Whether an expression is a class of this file, as the `cls` of its methods is."""
    found = context.scope.find(expression.id) if isinstance(expression, ast.Name) else None
    if found is None:
        return False
    method = found[0].node
    return any(isinstance(binding.node, ast.ClassDef) for binding in found[1]) or (
        isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef)
        and has_decorator(method, CLASS_METHODS, context)
        and context.scope.class_of_self(expression.id) is not None  # type: ignore[attr-defined]
    )


def keeps_running(function: ast.FunctionDef, context: Context) -> bool:
    """Whether a call runs the function itself, whatever decorates it, as far as is known."""
    return all(_keeps(decorator, context) for decorator in function.decorator_list)


def has_decorator(
    function: AnyFunction | ast.ClassDef, names: frozenset[str], context: Context
) -> bool:
    """Whether one of these dotted names decorates a function or class."""
    return any(context.resolve(_plain(item)) in names for item in function.decorator_list)


def wrappers(function: ast.FunctionDef, context: Context) -> list[ast.FunctionDef]:
    """The functions that decorators of this file put around another one."""
    found = (_wrapper(decorator, context) for decorator in function.decorator_list)
    return [wrapper for wrapper in found if isinstance(wrapper, ast.FunctionDef)]


def _keeps(decorator: ast.expr, context: Context) -> bool:
    plain = _plain(decorator)
    if name := context.resolve(plain):
        return name in KEEPING
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
    """What a call of a class runs: `__init__`, or what a generated one calls in the end."""
    around = context.scope.inner[owner].parent
    if around is None or any(name.startswith("enum.") for name in foreign_bases(owner, around)):
        return None  # calling an enumeration looks a member up
    for kind, scope in lineage(owner, around):
        if "__init__" in scope.inner[kind].bindings:
            return method_of(owner, "__init__", context)
        if has_decorator(kind, DATACLASSES, context):
            break
    is_plain = EMPTY_BASES.issuperset(foreign_bases(owner, around)) and not owner.decorator_list
    return None if is_plain else method_of(owner, "__post_init__", context)


def _above(owner: ast.ClassDef, context: Context) -> ast.ClassDef | None:
    """The class of this file that `super()` begins with."""
    around = context.scope.inner[owner].parent
    kinds = [kind for kind, _ in lineage(owner, around)] if around else []
    return kinds[1] if len(kinds) > 1 else None


def _class_named(name: str, context: Context) -> ast.ClassDef | None:
    bindings: list[Binding] = context.file.scope.bindings.get(name, [])
    nodes = [binding.node for binding in bindings]
    return nodes[0] if len(nodes) == 1 and isinstance(nodes[0], ast.ClassDef) else None


def _is_class(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef)


def _plain(decorator: ast.expr) -> ast.expr:
    return decorator.func if isinstance(decorator, ast.Call) else decorator
