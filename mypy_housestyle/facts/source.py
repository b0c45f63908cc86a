"""The module as it is written, for what mypy's own tree leaves out or changes.

mypy drops the metadata of `Annotated` and has no parents; Python's tree of the same file has both.
"""

from __future__ import annotations

import ast
import os
from typing import TYPE_CHECKING, Any

from mypy.nodes import Context as Place

from housestyle_core.checker import walked_file
from housestyle_core.record import Record
from housestyle_core.tree.context import Context
from housestyle_core.tree.position import character_offset
from housestyle_core.tree.source import UnreadableError, parse
from mypy_housestyle.facts.shadows import lines_of, text_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy.nodes import MypyFile

    from housestyle_core.config import Settings
    from housestyle_core.finding import Located
    from housestyle_core.tree.context import File

Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
Extent = tuple[int, int, int | None, int | None]
Said = tuple[int, int | None]
"""A line, and the column if mypy can be trusted with it."""
KEPT = 20_000
"""How many lines of source stay in memory, at about a kilobyte a line."""
_sources: dict[tuple[object, ...], Source | None] = {}
_read_since: list[Source | None] = []


class Places(Record):
    """The calls, loops and entered managers of a file by where they stand."""

    calls: dict[Extent, tuple[ast.Call, Context]]
    loops: dict[Extent, tuple[ast.expr, Context]]
    managers: dict[Extent, ast.With]


class Source(Record):
    """A file of the project.

    `said` is where flake8 reports a rule there, by the rule's code (see `report`), `found` its
    places once somebody has asked for one.
    """

    file: File
    said: dict[str, frozenset[Said]]
    found: list[Places]

    @property
    def places(self) -> Places:
        if not self.found:
            self.found.append(_places(self.file))
        return self.found[0]

    def call(self, node: Place) -> tuple[ast.Call, Context] | None:
        """The call that mypy knows as `node`, and its context."""
        return self.places.calls.get((node.line, node.column, node.end_line, node.end_column))

    def loop(self, node: Place) -> tuple[ast.expr, Context] | None:
        """What a `for` runs over, which mypy knows as `node`, and its context."""
        return self.places.loops.get((node.line, node.column, node.end_line, node.end_column))

    def entered(self, node: Place) -> ast.With | None:
        """The statement that enters what mypy knows as `node`."""
        return self.places.managers.get((node.line, node.column, node.end_line, node.end_column))

    def definition(self, node: Place) -> tuple[Definition, Context] | None:
        """The class or function that mypy knows as `node`, and its context."""
        place = node.line, node.column
        for written, scope in self.file.scope.inner.items():
            if isinstance(written, Definition) and (written.lineno, written.col_offset) == place:
                around = next(up for up in (scope.parent or scope).enclosing() if not up.generic)
                return written, Context(self.file, around, in_annotation=False, quoted=False)
        return None

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
    """The source of a module as mypy read it; None if it is unreadable."""
    read_from = text_path(tree.path)
    try:
        state = os.stat(read_from)
    except OSError:
        return None
    key = (tree.path, read_from, settings, state.st_mtime_ns, state.st_size)
    if key in _sources:
        source = _sources.pop(key)
    else:
        source = _read(tree.path, settings)
        _read_since.append(source)
    _sources[key] = source
    return source


def let_go() -> None:
    """Forget all but the sources that were asked for last, when no check is about to use one.

    The scopes of a file hold each other, and with them its tree. That is undone, for Python's
    garbage collector, which else must find it, goes through mypy's millions of objects, too.
    """
    if not _read_since:
        return
    _read_since.clear()
    lines = 0
    for key, source in reversed([*_sources.items()]):
        if lines > KEPT:  # never the last one, however long it is
            del _sources[key]
            if source is not None:
                source.file.scope.release()
        lines += len(source.file.lines) if source else 0


def _read(path: str, settings: Settings) -> Source | None:
    try:
        lines = lines_of(path)
        tree = parse(lines)
    except UnreadableError:
        return None
    return Source(walked_file(path, tree, lines, settings), {}, [])


def _places(file: File) -> Places:
    found = Places({}, {}, {})
    for nodes, scope, in_annotation, quoted in file.regions:
        context = Context(file, scope, in_annotation, quoted)
        for node in nodes:
            if note := NOTES.get(node.__class__):
                note(node, context, found)
    return found


def _note_call(node: ast.Call, context: Context, places: Places) -> None:
    places.calls[_extent(node)] = node, context


def _note_in_text(node: ast.FormattedValue, context: Context, places: Places) -> None:
    """A call in an f-string, which begins with the brace for mypy's older parser."""
    value = node.value
    if isinstance(value, ast.Call):
        extent = node.lineno, node.col_offset, value.end_lineno, value.end_col_offset
        places.calls[extent] = value, context


def _note_managers(node: ast.With, _: Context, places: Places) -> None:
    places.managers.update((_extent(item.context_expr), node) for item in node.items)


def _note_loop(node: ast.For | ast.comprehension, context: Context, places: Places) -> None:
    places.loops[_extent(node.iter)] = node.iter, context


NOTES: dict[type[ast.AST], Callable[[Any, Context, Places], None]] = {
    ast.Call: _note_call,
    ast.FormattedValue: _note_in_text,
    ast.With: _note_managers,
    ast.For: _note_loop,
    ast.comprehension: _note_loop,
}


def _extent(node: ast.expr) -> Extent:
    return node.lineno, node.col_offset, node.end_lineno, node.end_col_offset
