"""The module as it is written, for what mypy's own tree leaves out or changes.

mypy drops the metadata of `Annotated` and has no parents; Python's tree of the same file has both.
"""

from __future__ import annotations

import ast
import os
import tokenize
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mypy.nodes import Context as Place

from housestyle_core.checker import walked_file
from housestyle_core.tree.context import Context
from housestyle_core.tree.position import character_offset

if TYPE_CHECKING:
    from mypy.nodes import MypyFile

    from housestyle_core.config import Settings
    from housestyle_core.finding import Located
    from housestyle_core.tree.context import File

LOOPS = (ast.For, ast.comprehension)
DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
Extent = tuple[int, int, int | None, int | None]


class Source(NamedTuple):
    """A file of the project, its calls, loops, entered managers and definitions by place."""

    file: File
    calls: dict[Extent, tuple[ast.Call, Context]]
    loops: dict[Extent, tuple[ast.expr, Context]]
    managers: dict[Extent, ast.With]
    definitions: dict[tuple[int, int], tuple[ast.AST, Context]]

    def call(self, node: Place) -> tuple[ast.Call, Context] | None:
        """The call that mypy knows as `node`, and its context."""
        return self.calls.get((node.line, node.column, node.end_line, node.end_column))

    def loop(self, node: Place) -> tuple[ast.expr, Context] | None:
        """What a `for` runs over, which mypy knows as `node`, and its context."""
        return self.loops.get((node.line, node.column, node.end_line, node.end_column))

    def entered(self, node: Place) -> ast.With | None:
        """The statement that enters what mypy knows as `node`."""
        return self.managers.get((node.line, node.column, node.end_line, node.end_column))

    def definition(self, node: Place) -> tuple[ast.AST, Context] | None:
        """The class or function that mypy knows as `node`, and its context."""
        return self.definitions.get((node.line, node.column))

    def place(self, node: Located) -> Place:
        """Where mypy must report what is found at a node of Python's tree."""
        end_line = node.end_lineno or node.lineno
        place = Place(node.lineno, self._column(node.lineno, node.col_offset))
        place.end_line = end_line
        place.end_column = self._column(end_line, node.end_col_offset or 0)
        return place

    def _column(self, line: int, offset: int) -> int:
        return character_offset(self.file.lines[line - 1], offset)


def source_of(tree: MypyFile, settings: Settings) -> Source | None:
    """The source of a module; None where it cannot be read."""
    try:
        state = os.stat(tree.path)
    except OSError:
        return None
    return _read(tree.path, settings, (state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=32)
def _read(path: str, settings: Settings, _: tuple[int, int]) -> Source | None:
    try:
        with tokenize.open(path) as file:
            text = file.read()
        tree = ast.parse(text)
    except (OSError, ValueError, SyntaxError):
        return None
    lines = text.splitlines(keepends=True)
    source = Source(walked_file(path, tree, lines, settings), {}, {}, {}, {})
    for nodes, scope, in_annotation, quoted in source.file.regions:
        context = Context(source.file, scope, in_annotation, quoted)
        for node in nodes:
            _note(node, context, source)
    return source


def _note(node: ast.AST, context: Context, source: Source) -> None:
    if isinstance(node, ast.Call):
        source.calls[_extent(node)] = node, context
    elif isinstance(node, ast.With):
        source.managers.update((_extent(item.context_expr), node) for item in node.items)
    elif isinstance(node, LOOPS):
        source.loops[_extent(node.iter)] = node.iter, context
    elif isinstance(node, DEFINITIONS):
        source.definitions[node.lineno, node.col_offset] = node, context


def _extent(node: ast.expr) -> Extent:
    return node.lineno, node.col_offset, node.end_lineno, node.end_col_offset
