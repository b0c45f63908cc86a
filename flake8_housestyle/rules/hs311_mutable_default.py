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
Unsafe: `None` becomes the default, the annotation says so, and the body starts with
`if basket is None: basket = []` on two lines. Unsafe because a caller may count on the shared
value, and who reads the signature, as a framework does, finds another default and another type.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.parameters import with_default
from housestyle_core.finding import Finding, Span
from housestyle_core.tree.excerpt import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.fix.edit import Edit, Fix
    from housestyle_core.fix.place import Place
    from housestyle_core.tree.context import Context

FunctionDef = ast.FunctionDef | ast.AsyncFunctionDef
MUTABLE_DISPLAYS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MUTABLE_MAKERS = {
    *(f"builtins.{name}" for name in ("list", "dict", "set", "bytearray", "sorted")),
    "builtins.dict.fromkeys",
    *(f"collections.{name}" for name in ("defaultdict", "deque", "Counter", "OrderedDict")),
    *(f"collections.{name}" for name in ("ChainMap", "UserDict", "UserList")),
}
FRAMEWORKS = ("fastapi", "typer", "cyclopts")


def check(node: FunctionDef | ast.Lambda, context: Context) -> Iterator[Finding]:
    given = node.args.defaults or node.args.kw_defaults
    if not given or context.file.is_stub:
        return
    for parameter, default in with_default(node.args):
        if parameter.arg.startswith("_") or not _is_mutable(default, context):
            continue
        if not _is_filled_in(parameter.annotation, context):
            shown = excerpt(default)
            yield Finding(default, f"`{shown}` is shared by all calls: default to `None`")


def _is_mutable(default: ast.expr, context: Context) -> bool:
    match default:
        case ast.Constant():
            return False
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


def fix(node: FunctionDef, place: Place) -> Fix | None:
    """`None` for the default, and the default built in the body where none is given."""
    from housestyle_core.facts.union_fix import nullable
    from housestyle_core.fix.edit import Edit, Fix

    found = ((one, default) for one, default in with_default(node.args) if default is place.found)
    parameter, default = next(found, (None, None))
    if parameter is None or default is None or place.source(default) is None:
        return None
    if _moves_badly(default, node, place):
        return None
    guard = _guard(node, parameter.arg, default, place)
    annotation = nullable(parameter.annotation, place)
    if guard is None or annotation is None:
        return None
    edits, imports = annotation
    none = Edit(_with_parentheses(default, place), "None")
    return Fix((none, *edits, *guard), imports, safe=False)


def _moves_badly(default: ast.expr, node: FunctionDef, place: Place) -> bool:
    """Whether a name in the default means something else in the body, or has its value there."""
    own = {inner.arg for inner in ast.walk(node.args) if isinstance(inner, ast.arg)}
    for statement in node.body:
        own |= _names(statement, ast.Store)
    if isinstance(place.context.scope.node, ast.ClassDef):
        own |= place.context.scope.bindings.keys()
    used = _names(default, ast.Load) - _names(default, ast.Store)
    kinds = (ast.NamedExpr, ast.Await, ast.Yield, ast.YieldFrom)
    return bool(used & own) or any(isinstance(inner, kinds) for inner in ast.walk(default))


def _names(node: ast.AST, use: type[ast.expr_context]) -> set[str]:
    names = (inner for inner in ast.walk(node) if isinstance(inner, ast.Name))
    return {name.id for name in names if isinstance(name.ctx, use)}


def _with_parentheses(default: ast.expr, place: Place) -> Span:
    start, end = place.text.range(default)
    raw, depth = place.text.raw, 0
    while raw[start - depth - 1] == "(" and raw[end + depth] == ")":
        depth += 1
    last = default.end_lineno or default.lineno
    columns = default.col_offset - depth, (default.end_col_offset or 0) + depth
    return Span(default.lineno, columns[0], last, columns[1])


def _guard(
    node: FunctionDef, name: str, default: ast.expr, place: Place
) -> tuple[Edit, ...] | None:
    """The lines that build the default; none for an empty body, None for one beside its head."""
    from housestyle_core.fix.edit import Edit
    from housestyle_core.fix.text import first_line, leading, shifted

    body = [one for one in node.body if not _is_text(one)]
    if all(isinstance(statement, ast.Pass) for statement in body):
        return ()
    indent = place.text.lines[body[0].lineno - 1][: body[0].col_offset]
    if indent.strip():
        return None
    line = first_line(body[0], place.text.lines)
    step = indent[node.col_offset :]
    before = leading(place.text.lines[default.lineno - 1])
    value = shifted(place.source(default) or "", before, indent + step)
    text = f"{indent}if {name} is None:\n{indent}{step}{name} = {value}\n"
    return (Edit(Span(line, 0, line, 0), text),)


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
