"""What is a type inside an annotation, and the tree of a quoted one."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SIMPLE_QUOTES = ("'", '"')


def type_parts(node: ast.AST) -> Iterator[tuple[ast.AST, bool]]:
    """The children of a node inside an annotation, each with whether it is a type too.

    The arguments of `Literal`, the metadata of `Annotated` and the arguments of a call are values.
    """
    match node:
        case ast.Subscript(value=value, slice=ast.Tuple(elts=[first, *metadata]) as parameters) if (
            _last_name(value) == "Annotated"
        ):
            yield value, True
            yield first, True
            yield from ((item, False) for item in metadata)
        case ast.Subscript(value=value, slice=parameters) if _last_name(value) == "Literal":
            yield value, True
            yield parameters, False
        case _:
            is_type = not isinstance(node, ast.Call)
            yield from ((child, is_type) for child in ast.iter_child_nodes(node))


def quoted_type(constant: ast.Constant, text: str, lines: list[str]) -> ast.expr | None:
    """The expression `text` in a quoted annotation, placed where it stands in the file.

    Where the string is not written plainly (escapes, several lines, joined parts) every node of
    it gets the place of the whole string. None where it is not an expression.
    """
    try:
        expression = ast.parse(f"({text}\n)", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    start = constant.col_offset + 1
    plain = _is_plain(constant, text, lines)
    for node in ast.walk(expression):
        if isinstance(node, ast.expr):
            if plain:
                node.col_offset += start - 1
                node.end_col_offset = (node.end_col_offset or 0) + start - 1
                node.lineno = node.end_lineno = constant.lineno
            else:
                ast.copy_location(node, constant)
    return expression


def _is_plain(constant: ast.Constant, text: str, lines: list[str]) -> bool:
    if constant.lineno != constant.end_lineno or constant.lineno > len(lines):
        return False
    source = lines[constant.lineno - 1].encode()[constant.col_offset : constant.end_col_offset]
    return any(source == f"{quote}{text}{quote}".encode() for quote in SIMPLE_QUOTES)


def _last_name(node: ast.AST) -> str | None:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return None
