"""Arguments of a call taken out of it, with the comma and the lines that were theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from housestyle_core.fix.edit import Edit
from housestyle_core.fix.text import commented_line

if TYPE_CHECKING:
    import ast

    from housestyle_core.fix.text import Text

COMMA = re.compile(r"\s*,")
LINE_END = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)")
UP_TO_NEXT = re.compile(r"\s*(?=[^\s)#])")


def without(keyword: ast.keyword, text: Text) -> Edit:
    """The edit that takes a keyword argument out of its call.

    Lines that it had to itself go as a whole, with the comments on them and above them; a comma
    behind the last argument stays.
    """
    start, end = text.range(keyword)
    before = text.raw[:start].rstrip(" \t")
    comma = COMMA.match(text.raw, end)
    if comma:
        line_end = LINE_END.match(text.raw, comma.end())
        if line_end and before.endswith(("\r", "\n")):
            first = text.starts[commented_line(keyword.lineno, text.lines) - 1]
            return Edit(text.span(first, line_end.end()), "")
        if following := UP_TO_NEXT.match(text.raw, comma.end()):
            return Edit(text.span(start, following.end()), "")
    before = before.rstrip()
    if before.endswith(","):
        return Edit(text.span(len(before) - 1, end), "")
    return Edit(text.span(start, comma.end() if comma else end), "")
