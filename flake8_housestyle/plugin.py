"""Where flake8 meets Housestyle."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from housestyle_core import __version__
from housestyle_core.checker import check_tree
from housestyle_core.checks import ENGINE, checks_of
from housestyle_core.config import ConfigError, settings_for

if TYPE_CHECKING:
    import argparse
    import ast
    from collections.abc import Iterator


class Plugin:
    """The tree plugin that flake8 registers under `HS`."""

    name = "flake8-housestyle"
    version = __version__

    def __init__(self, tree: ast.Module, filename: str, lines: list[str]) -> None:
        self.tree = tree
        self.filename = filename
        self.lines = lines

    @staticmethod
    def parse_options(_: object, options: argparse.Namespace, paths: list[str]) -> None:
        """Load the rules before flake8 starts its workers, which share them then.

        Exit with 2 where a configuration that holds is wrong.
        """
        try:
            for path in paths or ["."]:
                shown = options.stdin_display_name if path == "-" else path
                # some editors give a new buffer no name
                checks_of(settings_for(shown or ".", ENGINE))
        except ConfigError as error:
            print(error, file=sys.stderr)
            raise SystemExit(2) from None
        gc.freeze()  # what stays to the end needs no look at each collection

    def run(self) -> Iterator[tuple[int, int, str, type[Plugin]]]:
        """Line, character offset and text of each finding, as flake8 wants them."""
        try:
            with _without_collections():
                diagnostics = check_tree(self.filename, self.tree, self.lines)
            for found in diagnostics:
                text = f"{found.rule.code} {found.message}"
                yield found.line, found.column - 1, text, type(self)
        except ConfigError as error:
            from flake8.exceptions import ExecutionError  # type: ignore[import-untyped]

            raise ExecutionError(str(error)) from None


@contextmanager
def _without_collections() -> Iterator[None]:
    """Hold the garbage collector, which would go through the growing tree of a file in vain."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
