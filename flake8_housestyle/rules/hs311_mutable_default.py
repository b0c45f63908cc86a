"""Mutable default argument

A default is built once, when the `def` runs, so every call shares one object: the second caller
finds what the first one left in it.

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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.context import Context

MUTABLE_DISPLAYS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MUTABLE_TYPES = {
    *(f"builtins.{name}" for name in ("list", "dict", "set", "bytearray")),
    *(f"collections.{name}" for name in ("defaultdict", "deque", "Counter", "OrderedDict")),
}


def check(
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, context: Context
) -> Iterator[Finding]:
    for default in (*node.args.defaults, *node.args.kw_defaults):
        if default is not None and _is_mutable(default, context):
            shown = ast.unparse(default)
            yield Finding(default, f"`{shown}` is shared by all calls: default to `None`")


def _is_mutable(default: ast.expr, context: Context) -> bool:
    if isinstance(default, ast.Call):
        return context.resolve(default.func) in MUTABLE_TYPES
    return isinstance(default, MUTABLE_DISPLAYS)
