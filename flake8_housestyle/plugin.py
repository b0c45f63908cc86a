"""Where flake8 meets Housestyle."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from housestyle_core import __version__
from housestyle_core.checker import check_tree
from housestyle_core.checks import ENGINE, checks_of, codes_of
from housestyle_core.config import ConfigError, settings_for
from housestyle_core.config.find import FILE_NAME
from housestyle_core.needs import NEEDY

if TYPE_CHECKING:
    import argparse
    import ast
    from collections.abc import Collection, Iterator


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

        For files these are the rules that look at most files (see `needs`); a single one has no
        use for workers.

        Exit with 2 where a configuration that holds is wrong. One further down is looked for now,
        for an error in a worker makes flake8 end the others, which may stop for ever then.
        """
        excluded = (*options.exclude, *options.extend_exclude)
        try:
            with _without_collections():
                for path in paths or ["."]:
                    shown = options.stdin_display_name if path == "-" else path
                    # some editors give a new buffer no name
                    for place in (shown or ".", *_tables_below(path, excluded)):
                        settings = settings_for(place, ENGINE)
                        if os.path.isdir(path):
                            checks_of(settings, codes_of(settings))
                        elif len(paths) > 1:
                            checks_of(settings, codes_of(settings) - NEEDY)
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


def _tables_below(path: str, excluded: Collection[str]) -> Iterator[str]:
    """The folders in a folder that have a `pyproject.toml`, without what flake8 leaves out."""
    for folder, folders, files in os.walk(path):
        if FILE_NAME in files:
            yield folder
        folders[:] = [name for name in folders if not _is_in(excluded, folder, name)]


def _is_in(patterns: Collection[str], folder: str, name: str) -> bool:
    """Whether flake8's patterns name a folder, by its name or by its whole path."""
    path = os.path.abspath(os.path.join(folder, name))
    return any(fnmatch(name, pattern) or fnmatch(path, pattern) for pattern in patterns)


@contextmanager
def _without_collections() -> Iterator[None]:
    """Hold the garbage collector, which would go through what grows and stays in vain."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
