"""Arguments of a call taken out of it, or put into it, with the commas and lines around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from housestyle_core.fix.edit import Edit, Fix
from housestyle_core.fix.place import code_of
from housestyle_core.fix.text import commented_line

if TYPE_CHECKING:
    import ast

    import libcst

    from housestyle_core.fix.place import Place
    from housestyle_core.fix.text import Text

COMMA = re.compile(r"\s*,")
LINE_END = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)")
UP_TO_NEXT = re.compile(r"(?:\s|\\\s)*(?=[^\s)#\\])")


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


def with_argument(node: ast.Call, argument: str, place: Place, *, safe: bool = True) -> Fix | None:
    """The fix that puts one more argument behind those of a call, in front of a last comma."""
    call = place.concrete(node)
    if call is None:
        return None
    return Fix((Edit(node, code_of(appended(call, argument))),), safe=safe)


def appended(call: libcst.Call, argument: str) -> libcst.Call:
    """A call with one more argument behind its others, in front of a last comma."""
    import libcst

    [given] = libcst.ensure_type(libcst.parse_expression(f"f({argument})"), libcst.Call).args
    args = [*call.args, given]
    if call.args:
        last, comma = call.args[-1], libcst.Comma(whitespace_after=libcst.SimpleWhitespace(" "))
        space = last.whitespace_after_arg
        args[-2] = last.with_changes(comma=comma, whitespace_after_arg=libcst.SimpleWhitespace(""))
        args[-1] = given.with_changes(comma=last.comma, whitespace_after_arg=space)
    return call.with_changes(args=args)
