"""Comments that suppress findings, each in the words and at the line that its engine reads."""

from __future__ import annotations

import ast
import tokenize
from collections import Counter
from typing import TYPE_CHECKING

from housestyle_core.fix.comments import with_ignore, with_noqa
from housestyle_core.fix.text import Range, Splice, read_text, spliced
from housestyle_core.record import Record
from housestyle_core.tree.position import character_offset
from housestyle_core.tree.source import parse
from housestyle_core.tree.suppress import LINE_COMMENT, joined_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from housestyle_core.finding import Diagnostic
    from housestyle_core.fix.text import Text


class Suppressed(Record):
    """A text with comments, by rule how many findings they suppress, and for what none can be."""

    text: str
    done: Counter[str]
    left: tuple[Diagnostic, ...]


class Layout(Record):
    """Where a text can have comments, where it has them, and where its statements start."""

    text: Text
    joined: dict[int, tuple[int, int]]
    comments: dict[int, tuple[int, str]]
    statements: frozenset[tuple[int, int]]
    first: int


def suppressed(
    raw: str, flake8: Sequence[Diagnostic], mypy: Sequence[Diagnostic], reason: str | None = None
) -> Suppressed:
    """The text with a comment for what each engine finds, put into those that are there.

    Raises UnreadableError where Python cannot parse the text.
    """
    layout = _layout(read_text(raw))
    written: dict[int, str] = {}
    done: Counter[str] = Counter()
    left = []
    work = [(found, with_ignore, _ignore_line(found, layout)) for found in mypy]
    work += [(found, with_noqa, _noqa_line(found, layout)) for found in flake8]
    for found, add, line in work:
        known = _comment(line, layout)[1] if line else ""
        new = add(written.get(line, known), found.rule) if line else None
        if line and new and new != known:
            written[line] = new
            done[found.rule.code] += 1
        else:
            left.append(found)
    new_raw, _ = spliced(layout.text, _splices(written, layout, reason))
    return Suppressed(new_raw, done, tuple(left))


def _layout(text: Text) -> Layout:
    source = iter(text.lines)
    tokens = tokenize.generate_tokens(lambda: next(source, ""))
    comments = {
        token.start[0]: (token.start[1], token.string)
        for token in tokens
        if token.type == tokenize.COMMENT
    }
    nodes = [node for node in ast.walk(parse(text.lines)) if isinstance(node, ast.expr | ast.stmt)]
    statements = frozenset(
        (node.lineno, character_offset(text.lines[node.lineno - 1], node.col_offset) + 1)
        for node in nodes
        if isinstance(node, ast.stmt) and not isinstance(node, ast.Expr)
    )
    first = min((node.lineno for node in nodes), default=1)
    return Layout(text, joined_lines(text.lines), comments, statements, first)


def _ignore_line(found: Diagnostic, layout: Layout) -> int | None:
    """The first line that mypy looks into for a finding and that can have a comment.

    For an expression these are all its lines, for a statement it is the one that it starts in.
    """
    if found.line < layout.first:
        return None  # above all statements the comment would be about the whole file
    is_statement = (found.line, found.column) in layout.statements
    last = found.line if is_statement else max(found.line, found.end_line)
    return next((line for line in range(found.line, last + 1) if _can_end(line, layout)), None)


def _noqa_line(found: Diagnostic, layout: Layout) -> int | None:
    """The line for a comment about a finding; None where flake8 would read another one first."""
    first, line = layout.joined.get(found.line, (found.line, found.line))
    if not _can_end(line, layout):
        return None
    lines = layout.text.lines
    before = "".join(lines[first - 1 : line - 1]) + lines[line - 1][: _comment(line, layout)[0]]
    return None if LINE_COMMENT.search(before) else line


def _can_end(line: int, layout: Layout) -> bool:
    """Whether a comment can be at the end of a line."""
    if line > len(layout.text.lines) or layout.joined.get(line, (line, line))[1] != line:
        return False
    return not (line == 1 and layout.text.lines[0].startswith("#!"))


def _comment(line: int, layout: Layout) -> tuple[int, str]:
    """Where the comment in a line starts, or would start, and what it says."""
    return layout.comments.get(line) or (len(layout.text.lines[line - 1].rstrip("\n")), "")


def _splices(written: Mapping[int, str], layout: Layout, reason: str | None) -> Iterator[Splice]:
    """The edits that write comments, each new one with the reason behind it."""
    for line, comment in written.items():
        column, old = _comment(line, layout)
        if comment != old:
            start = layout.text.starts[line - 1] + column
            space = "" if old or not column else "  "
            why = f"  # {reason}" if reason and reason not in comment else ""
            yield Splice(Range(start, start + len(old)), f"{space}{comment}{why}")
