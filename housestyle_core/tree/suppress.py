"""`# noqa` comments, read as flake8 reads them."""

from __future__ import annotations

import re
import tokenize
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from housestyle_core.finding import Diagnostic

LINE_COMMENT = re.compile(r"# noqa(?::\s?(?P<codes>(?:[A-Z]+[0-9]+[,\s]*)+))?", re.IGNORECASE)
FILE_COMMENT = re.compile(r"\s*# flake8[:=]\s*noqa", re.IGNORECASE)
LINE_ENDS = (tokenize.NL, tokenize.NEWLINE)
WITHOUT_TEXT = (tokenize.DEDENT, tokenize.ENDMARKER)


def is_file_suppressed(lines: Iterable[str]) -> bool:
    """Whether a `# flake8: noqa` on a line of its own takes the whole file out."""
    return any(FILE_COMMENT.match(line) for line in lines)


def unsuppressed(findings: list[Diagnostic], lines: list[str]) -> list[Diagnostic]:
    """The findings in a file with these lines that no comment there suppresses."""
    if not any(LINE_COMMENT.search(line) for line in lines):
        return findings
    statements = _statements(lines)
    return [
        found
        for found in findings
        if not _suppresses(statements.get(found.line, _line(lines, found.line)), found.rule.code)
    ]


def _suppresses(text: str, code: str) -> bool:
    """Whether the first such comment in the text of a statement is about the code."""
    comment = LINE_COMMENT.search(text)
    if comment is None:
        return False
    codes = comment["codes"]
    return codes is None or code.startswith(tuple(filter(None, re.split(r"[,\s]", codes))))


def joined_lines(lines: list[str]) -> dict[int, tuple[int, int]]:
    """The first and the last line of what each line is joined with.

    Backslashes join lines, and strings that run over them. Only the last one can have a comment.
    """
    joined: dict[int, tuple[int, int]] = {}
    first, last = len(lines) + 1, 0
    source = iter(lines)
    try:
        for token in tokenize.generate_tokens(lambda: next(source)):
            if token.type in WITHOUT_TEXT:
                continue
            first, last = min(first, token.start[0]), max(last, token.end[0])
            if token.type in LINE_ENDS:
                joined.update(dict.fromkeys(range(first, last + 1), (first, last)))
                first, last = len(lines) + 1, 0
    except (tokenize.TokenError, SyntaxError):
        return {}
    return joined


def _statements(lines: list[str]) -> dict[int, str]:
    """The text of the whole statement, or of the whole string, that each line is a part of."""
    return {
        line: "".join(lines[first - 1 : last])
        for line, (first, last) in joined_lines(lines).items()
    }


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1] if number <= len(lines) else ""
