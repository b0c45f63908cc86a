"""Which layers of the application a module belongs to, by the globs of the configuration."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.config.globs import matches
from housestyle_core.facts.modules import is_migration, is_test

if TYPE_CHECKING:
    from pathlib import PurePosixPath

    from housestyle_core.config import Settings


@lru_cache(maxsize=1024)
def layers_of(path: PurePosixPath, settings: Settings) -> frozenset[str]:
    """The layers that a module is in; a test and a migration are in none.

    `path` is the one below the folder of the configuration.
    """
    if is_test(path) or is_migration(path):
        return frozenset()
    layers = settings.layers.value.items()
    text = path.as_posix()
    return frozenset(name for name, globs in layers if any(matches(glob, text) for glob in globs))
