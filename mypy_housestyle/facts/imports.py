"""What a module imports, as a cheap answer to whether its source is worth reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import Import, ImportAll, ImportFrom

if TYPE_CHECKING:
    from collections.abc import Collection

    from mypy.nodes import MypyFile


def imports_package(tree: MypyFile, packages: Collection[str]) -> bool:
    """Whether anything in a module imports one of some top-level packages, or a part of one."""
    for item in tree.imports:
        names = [name for name, _ in item.ids] if isinstance(item, Import) else []
        if isinstance(item, ImportFrom | ImportAll) and not item.relative:
            names = [item.id]
        if any(name.partition(".")[0] in packages for name in names):
            return True
    return False


def imports_module(tree: MypyFile, modules: Collection[str]) -> bool:
    """Whether a module has an `import` of one of some modules, as a whole."""
    return any(
        isinstance(item, Import) and any(name in modules for name, _ in item.ids)
        for item in tree.imports
    )


def imports_name(tree: MypyFile, names: Collection[str]) -> bool:
    """Whether a module imports something by one of some names, or everything from somewhere."""
    return any(
        isinstance(item, ImportAll)
        or (isinstance(item, ImportFrom) and any(name in names for name, _ in item.names))
        for item in tree.imports
    )
