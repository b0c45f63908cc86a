"""The mypy plugin of Housestyle: what needs types or other modules.

mypy is imported when it asks for the plugin, so the catalogue can read the rule files without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy.plugin import Plugin


def plugin(_: str) -> type[Plugin]:
    """The entry point of `plugins = ["mypy_housestyle"]`; the argument is mypy's version."""
    from mypy_housestyle.hooks import plugin_of_a_run

    return plugin_of_a_run()


def __getattr__(name: str) -> str:
    """`__version__`, which the mypy daemon compares to see whether it must start anew."""
    if name != "__version__":
        raise AttributeError(name)
    from mypy_housestyle.freshness import snapshot

    return snapshot()
