"""A class where functions would do

A class earns its keep with state that several methods share, or because a framework asks for it.
Without that it is a detour: an instance to make, a `self` to carry, and nothing gained over a
function, which is shorter to write, to test and to compose.

Reported are a class that only groups static methods, one with a single method whose instances hold
nothing but its arguments, and one whose `__init__` keeps plain data and does nothing more (a
Pydantic model checks it too). Left alone is whatever has a base, a decorator, a resource or state:
the typed half looks behind the bases.

## Bad
    class PriceTools:
        @staticmethod
        def net(gross: int) -> int:
            return gross * 100 // 119

## Good
    def net(gross: int) -> int:
        return gross * 100 // 119

## Fix
None: the callers have to change too.
"""

from __future__ import annotations

import ast  # noqa: TC003 (`check` is registered by its annotation)
from typing import TYPE_CHECKING

from housestyle_core.facts.modules import is_migration, is_test
from housestyle_core.facts.plain_classes import class_fault
from housestyle_core.finding import Finding
from housestyle_core.tree.excerpt import class_header

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context


def check(node: ast.ClassDef, context: Context) -> Iterator[Finding]:
    file = context.file
    if file.is_stub or is_test(file.relative) or is_migration(file.relative):
        return
    if context.function or any(context.resolve(base) != "builtins.object" for base in node.bases):
        return
    if message := class_fault(node, file.parents):
        yield Finding(class_header(node), message)
