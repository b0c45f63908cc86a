"""Too many classes in one file

A file with one subject is found by its name and read in one go. Beyond a few classes the name says
less than half of what is in it, and every change to one class is a change to the file of the rest.

Counted are the classes of the module itself, private helpers included. Not counted are classes
that declare a name or a shape and do nothing: exceptions, enums, protocols, typed dicts and named
tuples. Modules that are collections by nature are left alone: `models`, `schemas`, `errors`,
`exceptions`, `types`, `enums` and the like, as a file or as a folder, tests and migrations.

## Bad
    class Order: ...
    class Invoice: ...
    class Customer: ...
    class Shipment: ...

## Good
    class Order: ...
    class OrderLine: ...

## Fix
None: where a class belongs is the author's choice, and its importers have to follow.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from housestyle_core.facts.classes import foreign_bases
from housestyle_core.facts.modules import is_migration, is_test
from housestyle_core.finding import Finding
from housestyle_core.record import Record
from housestyle_core.tree.excerpt import class_header

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import PurePosixPath

    from housestyle_core.tree.context import Context, File

COLLECTION = (
    r"(?:.*_)?(?:models?|schemas?|errors?|exceptions?|types?|typing|enums?|dtos?|entity|entities|"
    r"protocols?|interfaces?|events?|messages?|payloads?|forms?|mixins?|dataclasses|pb2)"
)
DECLARATION_BASES = {
    *(f"typing.{name}" for name in ("TypedDict", "NamedTuple", "Protocol")),
    *(f"typing_extensions.{name}" for name in ("TypedDict", "NamedTuple", "Protocol")),
    *(f"enum.{name}" for name in ("Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum")),
}
DECLARATION_NAME = r"[\w.]*(?:Error|Exception|Warning|Enum)(?:Group)?(?:\[.*)?"


class Options(Record):
    """`max`: how many classes a file may have; `count-private`: whether `_Helper` counts."""

    max: int = 3
    count_private: bool = True


def check(_: ast.Module, context: Context, options: Options) -> Iterator[Finding]:
    limit = max(options.max, 0)
    classes = _classes(context)
    if len(classes) <= limit or _may_have_many(context.file):
        return
    counted = [cls for cls in classes if _counts(cls, context, options)]
    for first in counted[limit : limit + 1]:
        message = (
            f"`{first.name}` is one class too many, the file has {len(counted)} and may have "
            f"{limit}: move it to a file of its own"
        )
        yield Finding(class_header(first), message)


def _may_have_many(file: File) -> bool:
    path = file.relative
    return file.is_stub or is_test(path) or is_migration(path) or _is_collection(path)


def _is_collection(relative: PurePosixPath) -> bool:
    names = (*relative.parts[:-1], relative.stem)
    return any(re.fullmatch(COLLECTION, name) for name in names)


def _classes(context: Context) -> list[ast.ClassDef]:
    """The classes of the module, the first of each name, in source order."""
    found = []
    for bindings in context.scope.bindings.values():
        nodes = [binding.node for binding in bindings if isinstance(binding.node, ast.ClassDef)]
        found += nodes[:1]
    return sorted(found, key=lambda cls: cls.lineno)


def _counts(cls: ast.ClassDef, context: Context, options: Options) -> bool:
    is_private = cls.name.startswith("_") and not options.count_private
    return not is_private and not _is_declaration(cls, context)


def _is_declaration(cls: ast.ClassDef, context: Context) -> bool:
    """Whether it is an exception, enum, protocol or record, be it by way of another class."""
    bases = [*foreign_bases(cls, context.scope), *map(ast.unparse, cls.bases)]
    return any(base in DECLARATION_BASES or re.fullmatch(DECLARATION_NAME, base) for base in bases)
