"""Generic of typing for a builtin type

`list[int]` is the type itself: no import, one name for the type and the constructor. `List[int]`
is the alias from the time before Python 3.9, which typing's documentation calls deprecated.

`List`, `Dict`, `Tuple`, `Set`, `FrozenSet` and `Type` have a builtin each; `DefaultDict`,
`OrderedDict`, `Counter`, `ChainMap` and `Deque` are in `collections`. Annotations are checked, base
classes, and aliases that the module uses in types alone. What the program uses as a value, and a
name that is imported only to be exported, are left alone; so is a place where `list` means
something else, as in a class with a method of that name.

## Bad
    from typing import Dict, List

    def group(words: List[str]) -> Dict[str, List[str]]: ...

## Good
    def group(words: list[str]) -> dict[str, list[str]]: ...

## Fix
Safe: the name is replaced, what is imported from `collections` is used, or `import collections`
added, and the import that nothing uses any more is removed. Unsafe for a base class: with the alias
of `class Rows(List[T])` goes the base `Generic[T]` that it brings.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.old_generics import REPLACEMENTS
from housestyle_core.facts.type_places import in_type_alias, is_base
from housestyle_core.finding import Finding
from housestyle_core.tree.excerpt import excerpt
from housestyle_core.tree.names import last_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.fix.edit import Fix
    from housestyle_core.fix.place import Place
    from housestyle_core.tree.context import Context, File

SINCE = (3, 9)
ABOUT = last_names(REPLACEMENTS)
HOLDERS = (ast.Subscript, ast.Tuple, ast.BinOp, ast.ClassDef)


def applies(file: File) -> bool:
    """Whether the file knows the old aliases."""
    return file.can_reach(REPLACEMENTS)


def check(node: ast.Name | ast.Attribute, context: Context) -> Iterator[Finding]:
    if not context.in_annotation and not isinstance(context.file.parents[node], HOLDERS):
        return
    new = REPLACEMENTS.get(context.resolve(node) or "")
    if new is None or context.scope.find(new) or not _stands_as_type(node, context):
        return
    if context.file.is_stub or context.file.settings.target_python.value >= SINCE:
        yield Finding(node, f"`{excerpt(node)}` is typing's old alias: write `{new}`")


def _stands_as_type(node: ast.Name | ast.Attribute, context: Context) -> bool:
    return context.in_annotation or is_base(node, context.file) or in_type_alias(node, context)


def fix(node: ast.Name | ast.Attribute, place: Place) -> Fix | None:
    """The name of the type itself."""
    from housestyle_core.fix.edit import Fix

    new = REPLACEMENTS[place.context.resolve(node) or ""]
    module, _, name = new.rpartition(".")
    if place.source(node) is None:
        return None
    safe = not _is_whole_base(node, place.context.file)
    if not module:
        return Fix((place.replace(node, name),), safe=safe)
    written = place.name(module, name)
    return written and Fix((place.replace(node, written.text),), written.imports, safe)


def _is_whole_base(node: ast.expr, file: File) -> bool:
    """Whether a base class is the type itself, with parameters or without."""
    around = file.parents[node]
    whole = around if isinstance(around, ast.Subscript) and around.value is node else node
    return is_base(node, file) and isinstance(file.parents[whole], ast.ClassDef)
