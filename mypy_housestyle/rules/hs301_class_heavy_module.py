"""A class where functions would do, behind bases

What a class inherits decides whether functions would do. A base of a framework gives it a purpose;
a base of the project that itself only groups functions gives it none, and the two together are one
longer namespace.

## Bad
    class Rounding:
        @staticmethod
        def cents(amount: float) -> int:
            return round(amount * 100)


    class PriceTools(Rounding):
        @staticmethod
        def net(gross: int) -> int:
            return gross * 100 // 119

## Good
    def cents(amount: float) -> int:
        return round(amount * 100)


    def net(gross: int) -> int:
        return gross * 100 // 119

## Fix
None: the callers have to change too.
"""

from __future__ import annotations

import ast
import os
from functools import lru_cache
from typing import TYPE_CHECKING

from mypy.nodes import ClassDef, Decorator, Var

from housestyle_core.facts.modules import is_migration, is_test
from housestyle_core.facts.plain_classes import class_fault
from housestyle_core.tree.source import UnreadableError, parse
from mypy_housestyle.facts.shadows import lines_of
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.nodes import SymbolNode, TypeInfo

    from mypy_housestyle.module import ModuleContext


def applies(context: ModuleContext) -> bool:
    relative = context.relative
    return not (context.tree.is_stub or is_test(relative) or is_migration(relative))


def check(node: ClassDef, context: ModuleContext) -> Iterator[Finding]:
    bases = node.info.mro[1:-1]
    if "@" in node.fullname or not (bases or context.settings.alone("mypy")):
        return
    if node.info.fallback_to_any or not all(_is_namespace(base, context) for base in bases):
        return
    if any(node.info.names.keys() & base.names.keys() for base in bases):
        return
    nodes = _nodes(context.checker.path, id(context.tree))
    classes = (found for found in nodes if isinstance(found, ast.ClassDef))
    same = [found for found in classes if (found.name, found.lineno) == (node.name, node.line)]
    for message in filter(None, (class_fault(found, nodes) for found in same)):
        yield Finding(node, message)


def _is_namespace(base: TypeInfo, context: ModuleContext) -> bool:
    """Whether a base is a class of the project with static and class methods and nothing else."""
    module = context.checker.modules.get(base.module_name)
    if module is None or module.is_stub or not _is_in(str(context.settings.root), module.path):
        return False
    special = base.metaclass_type or base.is_protocol or base.is_abstract or base.fallback_to_any
    nodes = [symbol.node for symbol in base.names.values()]
    is_plain = not (special or base.metadata or base.defn.decorators or base.defn.keywords)
    return (
        is_plain
        and any(isinstance(node, Decorator) for node in nodes)
        and all(map(_is_static, nodes))
    )


def _is_in(folder: str, path: str) -> bool:
    absolute = os.path.abspath(path)
    return absolute.startswith(folder + os.sep) and "site-packages" not in absolute


def _is_static(node: SymbolNode | None) -> bool:
    match node:
        case Decorator(func=function):
            return bool(function.is_static or function.is_class)
        case Var(name=name):
            return name.isupper()
    return False


@lru_cache(maxsize=8)
def _nodes(path: str, tree_id: int) -> list[ast.AST]:
    """The nodes of a file; a new tree means that the file was read again."""
    del tree_id
    try:
        return [*ast.walk(parse(lines_of(path)))]
    except UnreadableError:
        return []
