"""What a module imports, as a cheap answer to whether its source is worth reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import Import, ImportAll, ImportFrom

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mypy.nodes import MypyFile


def imports_package(tree: MypyFile, packages: Collection[str]) -> bool:
    """Whether anything in a module imports one of some top-level packages, or a part of one."""
    return any(package in packages for package in imported_packages(tree))


def imported_packages(tree: MypyFile) -> Iterator[str]:
    """The top-level packages that anything in a module imports, or parts of which it does."""
    for item in tree.imports:
        if isinstance(item, Import):
            yield from (name.partition(".")[0] for name, _ in item.ids)
        elif isinstance(item, ImportFrom | ImportAll) and not item.relative:
            yield item.id.partition(".")[0]


def imported_names(tree: MypyFile) -> Iterator[str]:
    """What a module imports from somewhere, by the names that it has there."""
    for item in tree.imports:
        if isinstance(item, ImportFrom):
            yield from (name for name, _ in item.names)


def imports_module(tree: MypyFile, modules: Collection[str]) -> bool:
    """Whether a module has an `import` of one of some modules, as a whole."""
    return any(
        isinstance(item, Import) and any(name in modules for name, _ in item.ids)
        for item in tree.imports
    )


def imports_name(tree: MypyFile, names: Collection[str]) -> bool:
    """Whether a module imports something by one of some names, or everything from somewhere."""
    return any(isinstance(item, ImportAll) for item in tree.imports) or any(
        name in names for name in imported_names(tree)
    )
