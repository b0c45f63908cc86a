"""Which functions and methods the rest of the project calls, and may shape as it likes."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.types import AnyType, UnboundType, get_proper_type

from housestyle_core.facts.fastapi_routes import VERBS
from mypy_housestyle.facts.imports import imports_package
from mypy_housestyle.facts.ours import overrides_foreign
from mypy_housestyle.facts.signatures import fullname_of, name_of, signature_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from mypy.types import CallableType, Type

    from mypy_housestyle.module import ModuleContext

FRAMEWORKS = ("pydantic.", "fastapi.")


def is_boundary(node: n.FuncDef, context: ModuleContext, special: Container[str] = ()) -> bool:
    """Whether others call the function, and it is free to say what it takes and returns.

    `special` are names that count although they begin with an underscore.
    """
    owner = context.owner.name if context.owner else ""
    return not (
        (node.name.startswith("_") and node.name not in special)
        or owner.startswith("_")
        or any(map(_is_hook, context.decorator.decorators if context.decorator else ()))
        or overrides_foreign(node, context.checker)
        or _is_implementation(node, context)
    )


def is_method_of(node: n.FuncDef, context: ModuleContext, classes: Iterable[str]) -> bool:
    """Whether this is such a method, in a class whose name matches one of the patterns."""
    owner = context.owner
    if owner is None or not any(fnmatchcase(owner.name, pattern) for pattern in classes):
        return False
    return is_boundary(node, context)


def overridden(node: n.FuncDef, classes: Iterable[str]) -> Iterator[CallableType]:
    """The types of the methods that this one overrides, of classes with such names."""
    bases = node.info.mro[1:] if node.info else []
    named = (base for base in bases if any(fnmatchcase(base.name, each) for each in classes))
    symbols = (base.names.get(node.name) for base in named)
    signatures = (signature_of(found.node) for found in symbols if found and found.node)
    return filter(None, signatures)


def is_handed_on(argument: n.Argument, taken: Type) -> bool:
    """Whether the argument collects what is not looked at: `**options`, `*args: Any`."""
    is_anything = isinstance(get_proper_type(taken), AnyType)
    return argument.kind.is_star() and (is_anything or argument.kind == n.ARG_STAR2)


def is_injected(argument: n.Argument, written: Type, context: ModuleContext) -> bool:
    """Whether `Depends(get_user)` gives the argument, so no layer does.

    mypy drops the metadata of `Annotated`: in a module of FastAPI any may have it.
    """
    if isinstance(written, UnboundType) and written.name.rpartition(".")[2] == "Annotated":
        return imports_package(context.tree, ("fastapi",))
    default = argument.initializer
    return isinstance(default, n.CallExpr) and name_of(default.callee) in ("Depends", "Security")


def _is_hook(decorator: n.Expression) -> bool:
    """Whether a decorator makes a route or another function that a framework calls."""
    callee = decorator.callee if isinstance(decorator, n.CallExpr) else decorator
    is_route = isinstance(callee, n.MemberExpr) and callee.name in VERBS
    return is_route or fullname_of(callee).startswith(FRAMEWORKS)


def _is_implementation(node: n.FuncDef, context: ModuleContext) -> bool:
    """Whether overloads say what the function takes and returns."""
    statements = context.owner.defs.body if context.owner else context.tree.defs
    return any(
        isinstance(item, n.OverloadedFuncDef)
        and item.impl is not None
        and item.impl in (node, context.decorator)
        for item in statements
    )
