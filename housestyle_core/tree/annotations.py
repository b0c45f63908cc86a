"""What is a type inside an annotation, and the tree of a quoted one."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.scopes import Scope

OPENING = rb"[rRuU]?('''|\"\"\"|'|\")"
TYPE_FORMS = (
    *(ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.Constant),
    *(ast.Tuple, ast.List, ast.Starred),
)


def is_type_form(node: ast.AST) -> bool:
    """Whether a node in the place of a type can be one: a lambda, a comparison and such cannot."""
    return isinstance(node, TYPE_FORMS) or (
        isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr)
    )


def type_parts(node: ast.AST, scope: Scope) -> Iterator[tuple[ast.AST, bool]]:
    """The children of a node inside an annotation, each with whether it is a type too.

    The arguments of `Literal`, the metadata of `Annotated` and the arguments of a call are values.
    """
    match node:
        case ast.Name():
            return
        case ast.Subscript(value=value, slice=parameters):
            yield value, True
            yield from _parameters(parameters, _form(value, scope))
        case ast.Call(func=function, args=arguments, keywords=keywords):
            yield from ((child, False) for child in (function, *arguments, *keywords))
        case _:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    yield child, is_type_form(child)


def _parameters(parameters: ast.expr, form: str | None) -> Iterator[tuple[ast.expr, bool]]:
    match parameters:
        case ast.Tuple(elts=[first, *metadata]) if form == "Annotated":
            yield first, is_type_form(first)
            yield from ((item, False) for item in metadata)
        case _:
            yield parameters, form != "Literal" and is_type_form(parameters)


def is_explicit_alias(node: ast.AnnAssign, scope: Scope) -> bool:
    """Whether an assignment is `Name: TypeAlias = type`, in whatever spelling."""
    return _form(node.annotation, scope) == "TypeAlias"


def parse_type(text: str) -> ast.expr | None:
    """The expression in a quoted annotation, its columns one too high; None if it is none."""
    try:
        return ast.parse(f"({text}\n)", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def quoted_type(constant: ast.Constant, text: str, lines: list[str]) -> ast.expr | None:
    """The expression `text` in a quoted annotation, placed where it stands in the file.

    Where the string is not written as it reads (escapes, joined parts) every node of it gets the
    place of the whole string. None where it is not an expression.
    """
    expression = parse_type(text)
    if expression is None:
        return None
    opening = _opening(constant, text, lines)
    for node in ast.walk(expression):
        if not isinstance(node, (ast.expr, ast.keyword, ast.arg)):
            continue
        if opening is None:
            ast.copy_location(node, constant)
        else:
            _move(node, constant, constant.col_offset + opening - 1)
    return expression


def _move(node: ast.expr | ast.keyword | ast.arg, constant: ast.Constant, columns: int) -> None:
    """Place a node of a parsed string in the file; only its first line moves to the right."""
    end_line = node.end_lineno or node.lineno
    if node.lineno == 1:
        node.col_offset += columns
    if end_line == 1:
        node.end_col_offset = (node.end_col_offset or 0) + columns
    node.lineno += constant.lineno - 1
    node.end_lineno = end_line + constant.lineno - 1


def _opening(constant: ast.Constant, text: str, lines: list[str]) -> int | None:
    """How many bytes stand before `text` in its string; None where it is not written as it reads"""
    rows = [line.encode() for line in lines[constant.lineno - 1 : constant.end_lineno]]
    if not rows:
        return None
    rows[-1] = rows[-1][: constant.end_col_offset]
    source = b"".join(rows)[constant.col_offset :]
    opening = re.match(OPENING, source)
    if opening and source[opening.end() :] == text.encode() + opening[1]:
        return opening.end()
    return None


def _form(value: ast.expr, scope: Scope) -> str | None:
    """What `Annotated` and `Literal` are called outside, whatever they were imported as.

    Imports stand before their use, so they are bound when the walk comes to an annotation.
    """
    match value:
        case ast.Attribute(attr=name):
            return name
        case ast.Name(id=name):
            found = scope.find(name)
            targets = [binding.target for binding in found[1]] if found else []
            return (targets[0] or name).rpartition(".")[2] if targets else name
    return None
