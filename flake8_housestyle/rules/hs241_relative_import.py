"""Relative import

`from ..models import User` says where to go, not what is meant: a reader counts dots, a search for
the module's name misses it, and a file that moves takes other modules along. An absolute import
reads the same in every file, in a script and in a test. Code that was copied from elsewhere, in a
folder such as `_vendor`, is left alone.

## Bad
    from .models import User
    from .. import settings

## Good
    from app import settings
    from app.users.models import User

## Fix
None yet: write what the message says.
"""

from __future__ import annotations

import ast
import os
from typing import TYPE_CHECKING, NamedTuple

from housestyle_core.facts.packages import INIT_FILES, is_vendored, package_of
from housestyle_core.finding import Finding
from housestyle_core.tree.excerpt import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context


class Options(NamedTuple):
    """Where relative imports may be.

    `allow-in-init`: in an `__init__.py`, which gathers what its own package offers.
    """

    allow_in_init: bool = False


def check(node: ast.ImportFrom, context: Context, options: Options) -> Iterator[Finding]:
    if not node.level or is_vendored(context.file.relative):
        return
    if options.allow_in_init and os.path.basename(context.file.path) in INIT_FILES:
        return
    written = "." * node.level + (node.module or "")
    if module := _absolute(node, context):
        remedy = f"write `{_statement(module, node.names)}`"
    else:
        remedy = "write the whole name of the module, from its top package on"
    yield Finding(node, f"`{written}` means another module once this file moves: {remedy}")


def _absolute(node: ast.ImportFrom, context: Context) -> str | None:
    package = package_of(context.file)
    parts = package[: len(package) - node.level + 1]
    if not parts or node.level > len(package):
        return None
    return ".".join((*parts, *filter(None, [node.module])))


def _statement(module: str, names: list[ast.alias]) -> str:
    """The absolute import, without its names where they are many: the module is what is new."""
    statement = ast.unparse(ast.ImportFrom(module, names, 0))
    return statement if len(statement) <= WIDTH else f"from {module} import ..."
