"""Mutable default argument

A default is built once, when the `def` runs, so every call shares one object: the second caller
finds what the first one left in it.

Left alone are a parameter whose name starts with an underscore (`_cache={}`: sharing is what it is
for) and one that FastAPI, Typer or Cyclopts fills in (`Annotated[list[str], Query()] = []`).

## Bad
    def add(item: str, basket: list[str] = []) -> list[str]:
        basket.append(item)
        return basket

## Good
    def add(item: str, basket: list[str] | None = None) -> list[str]:
        return [*(basket or ()), item]

## Fix
None yet: `None` as the default changes the annotation and the first lines of the body.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.finding import Finding
from housestyle_core.tree.excerpt import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context

MUTABLE_DISPLAYS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MUTABLE_MAKERS = {
    *(f"builtins.{name}" for name in ("list", "dict", "set", "bytearray", "sorted")),
    "builtins.dict.fromkeys",
    *(f"collections.{name}" for name in ("defaultdict", "deque", "Counter", "OrderedDict")),
    *(f"collections.{name}" for name in ("ChainMap", "UserDict", "UserList")),
}
FRAMEWORKS = ("fastapi", "typer", "cyclopts")


def check(
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, context: Context
) -> Iterator[Finding]:
    if context.file.is_stub:
        return
    for parameter, default in _defaults(node.args):
        if parameter.arg.startswith("_") or not _is_mutable(default, context):
            continue
        if not _is_filled_in(parameter.annotation, context):
            shown = excerpt(default)
            yield Finding(default, f"`{shown}` is shared by all calls: default to `None`")


def _defaults(arguments: ast.arguments) -> Iterator[tuple[ast.arg, ast.expr]]:
    positional = [*arguments.posonlyargs, *arguments.args]
    with_default = positional[len(positional) - len(arguments.defaults) :]
    yield from zip(with_default, arguments.defaults, strict=True)
    for parameter, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is not None:
            yield parameter, default


def _is_mutable(default: ast.expr, context: Context) -> bool:
    match default:
        case ast.Call(func=ast.Subscript(value=function)) | ast.Call(func=function):
            return context.resolve(function) in MUTABLE_MAKERS
        case ast.BinOp(left=one, right=other) | ast.IfExp(body=one, orelse=other):
            return _is_mutable(one, context) or _is_mutable(other, context)
        case ast.NamedExpr(value=value):
            return _is_mutable(value, context)
        case ast.BoolOp(values=values):
            return any(_is_mutable(value, context) for value in values)
    return isinstance(default, MUTABLE_DISPLAYS)


def _is_filled_in(annotation: ast.expr | None, context: Context) -> bool:
    """Whether a framework reads the default and hands each call a value of its own."""
    if isinstance(annotation, ast.Name) and (found := context.scope.find(annotation.id)):
        aliases = (getattr(binding.node, "value", None) for binding in found[1])
        return any(_is_marked(alias, context) for alias in aliases)
    return _is_marked(annotation, context)


def _is_marked(annotation: ast.AST | None, context: Context) -> bool:
    """Whether a type is annotated with a call of a framework, as `Annotated[int, Query()]` is."""
    match annotation:
        case ast.Subscript(slice=ast.Tuple(elts=[_, *metadata])):
            calls = [item.func for item in metadata if isinstance(item, ast.Call)]
            owners = [(context.resolve(call) or "").partition(".")[0] for call in calls]
            return any(owner in FRAMEWORKS for owner in owners)
    return False
