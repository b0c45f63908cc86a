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
Safe: only the name of the module changes, and it is the one that Python itself finds. Unsafe where
the package may be a part of a larger one: where the folder around it is neither that of the
configuration nor of another project (with a `pyproject.toml`, `setup.py` or `setup.cfg`), nor the
`src` folder of one.
"""

from __future__ import annotations

import ast
import os
from typing import TYPE_CHECKING

from housestyle_core.facts.packages import INIT_FILES, SOURCE_FOLDERS, is_vendored, package_of
from housestyle_core.finding import Finding
from housestyle_core.record import Record
from housestyle_core.tree.excerpt import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.fix.edit import Fix
    from housestyle_core.fix.place import Place
    from housestyle_core.tree.context import Context, File

PROJECT_FILES = ("pyproject.toml", "setup.cfg", "setup.py")


class Options(Record):
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


def fix(node: ast.ImportFrom, place: Place, _: Options) -> Fix | None:
    """The absolute name in the place of the dots."""
    import libcst as cst

    from housestyle_core.fix.edit import Edit, Fix
    from housestyle_core.fix.place import code_of

    module = _absolute(node, place.context)
    statement = place.concrete_statement(node)
    if module is None or statement is None:
        return None
    spaces = {
        name: cst.SimpleWhitespace(getattr(statement, name).value or " ")
        for name in ("whitespace_after_from", "whitespace_before_import")
    }
    name = cst.parse_expression(module)
    new = statement.with_changes(relative=(), module=name, **spaces)
    return Fix((Edit(node, code_of(new)),), safe=_is_imported_from_here(place.context.file))


def _is_imported_from_here(file: File) -> bool:
    """Whether the folder around the file's package is one that Python surely imports from.

    It is that of the configuration or of another project, or the `src` folder of one. Any other may
    be a package itself, for one needs no `__init__.py`.
    """
    folders = file.relative.parts[:-1]
    around = folders[: len(folders) - len(package_of(file))]
    if around[-1:] == SOURCE_FOLDERS:
        around = around[:-1]
    folder = os.path.join(file.settings.root, *around)
    return not around or any(os.path.isfile(os.path.join(folder, name)) for name in PROJECT_FILES)
