"""Which package a file belongs to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import PurePosixPath

    from housestyle_core.tree.context import File

SOURCE_FOLDERS = ("src",)
INIT_FILES = ("__init__.py", "__init__.pyi")
VENDOR_FOLDERS = frozenset({"vendor", "_vendor", "vendored", "_vendored", "third_party"})


def is_vendored(relative: PurePosixPath) -> bool:
    """Whether the path, below the folder of the configuration, is that of a copy of other code."""
    return not VENDOR_FOLDERS.isdisjoint(relative.parts[:-1])


def package_of(file: File) -> tuple[str, ...]:
    """The names of the package that a file lies in, the top one first; empty where nobody knows.

    A first-party package is one from the folder of the configuration, or from its `src` folder;
    any other begins where the `__init__.py` files do.
    """
    below = _without_source_folder(file.relative.parts[:-1])
    if not below or below[0] not in file.settings.first_party.value:
        below = _without_source_folder(
            _regular_package(os.path.dirname(os.path.abspath(file.path)))
        )
    return below if all(name.isidentifier() for name in below) else ()


def _without_source_folder(folders: tuple[str, ...]) -> tuple[str, ...]:
    return folders[1:] if folders[:1] == SOURCE_FOLDERS else folders


def _regular_package(folder: str) -> tuple[str, ...]:
    names: list[str] = []
    above, name = os.path.split(folder)
    while name and any(os.path.isfile(os.path.join(above, name, init)) for init in INIT_FILES):
        names.insert(0, name)
        above, name = os.path.split(above)
    return tuple(names)
