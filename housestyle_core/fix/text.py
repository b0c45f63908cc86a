"""The text of a file with its own line ends, and edits of it by the positions of Python's tree."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from housestyle_core.finding import Span
from housestyle_core.record import Record
from housestyle_core.tree.position import character_offset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from housestyle_core.finding import Located

LINE_END = re.compile(r"\r\n|\r|\n")


class Text(Record):
    """A text as it is, its lines with their ends as Python reads them, and where each starts."""

    raw: str
    lines: list[str]
    starts: list[int]

    def offset(self, line: int, column: int) -> int:
        """The index in `raw` of a position of Python's tree, whose columns are UTF-8 bytes."""
        if line > len(self.lines):
            return len(self.raw)
        return self.starts[line - 1] + character_offset(self.lines[line - 1], column)

    def range(self, node: Located) -> Range:
        """Where a node of Python's tree starts and ends in `raw`."""
        end_line = node.end_lineno or node.lineno
        end_column = node.col_offset if node.end_col_offset is None else node.end_col_offset
        return Range(self.offset(node.lineno, node.col_offset), self.offset(end_line, end_column))

    def span(self, start: int, end: int) -> Span:
        """The positions of Python's tree for a part of `raw`."""
        return Span(*self._position(start), *self._position(end))

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.starts, offset)
        return line, len(self.raw[self.starts[line - 1] : offset].encode())

    def newline_at(self, offset: int) -> str:
        """The line end of the line at an index, or of any other line if that is the last one."""
        found = LINE_END.search(self.raw, offset) or LINE_END.search(self.raw)
        return found[0] if found else "\n"


class Range(Record):
    """A part of a text, by index."""

    start: int
    end: int

    def covers(self, other: Range) -> bool:
        """Whether the other lies in this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Range) -> bool:
        """Whether a character is in both, or one has no length and lies inside the other."""
        return self.start < other.end and other.start < self.end


class Splice(Record):
    """A new text for a part of the old one."""

    range: Range
    text: str


def read_text(raw: str) -> Text:
    """A text with its lines."""
    starts = [0, *(end.end() for end in LINE_END.finditer(raw))]
    ends = [*starts[1:], len(raw)]
    lines = [LINE_END.sub("\n", raw[start:end]) for start, end in zip(starts, ends, strict=True)]
    if not lines[-1]:
        lines.pop()
    return Text(raw, lines, starts)


def spliced(text: Text, splices: Iterable[Splice]) -> tuple[str, list[Range]]:
    """The text with its parts replaced, and where the new parts are, in the order they stand in.

    New lines end as the line does that they stand in; insertions at one place keep their order.
    """
    parts: list[str] = []
    ranges: list[Range] = []
    done = length = 0
    for (start, end), new in sorted(splices, key=lambda splice: splice.range):
        written = new.replace("\n", text.newline_at(start))
        parts += [text.raw[done:start], written]
        length += start - done + len(written)
        ranges.append(Range(length - len(written), length))
        done = end
    return "".join((*parts, text.raw[done:])), ranges


def first_line(node: ast.stmt, lines: list[str]) -> int:
    """The line that a statement begins in, its decorators and the comment above it counted."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return commented_line(min([node.lineno, *(item.lineno for item in decorators)]), lines)


def commented_line(line: int, lines: list[str]) -> int:
    """The first line of the comment above a line; the line itself where there is none."""
    while line > 1 and lines[line - 2].lstrip().startswith("#"):
        line -= 1
    return line


def indentation(lines: list[str]) -> str:
    """One step of the indentation of a file: a tab where most lines begin with one, or spaces."""
    tabs = sum(line.startswith("\t") for line in lines)
    return "\t" if tabs > sum(line.startswith(" ") for line in lines) else "    "


def leading(line: str) -> str:
    """The indentation of a line."""
    return line[: len(line) - len(line.lstrip())]


def shifted(source: str, old: str, new: str) -> str:
    """An expression with its lines behind the first indented by `new` where it was `old`.

    As it is where that would change a string.
    """
    first, *others = source.split("\n")
    lines = [new + line[len(old) :] if line.startswith(old) else line for line in others]
    moved = "\n".join((first, *lines))
    is_same = _dumped(moved) == _dumped(source)
    return moved if is_same else source


def _dumped(source: str) -> str:
    return ast.dump(ast.parse(f"({source}\n)", mode="eval"))
