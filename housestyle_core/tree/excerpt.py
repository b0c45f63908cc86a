"""What a message quotes of the source, and the part of a definition that it points at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from housestyle_core.finding import Span
from housestyle_core.tree.unparse import unparse

if TYPE_CHECKING:
    import ast

WIDTH = 60


def excerpt(node: ast.AST) -> str:
    """The code of a node on one line, cut where it is long; `...` where it is nested too deeply."""
    try:
        return cut(" ".join(unparse(node).split()))
    except RecursionError:
        return "..."


def cut(text: str) -> str:
    """One line of code, without its end where it is long."""
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 3]}..."


def class_header(node: ast.ClassDef) -> Span:
    """The words `class Name` of a definition, as every formatter spaces them."""
    return _header(node, f"class {node.name}")


def function_header(node: ast.FunctionDef) -> Span:
    """The words `def name` of a definition."""
    return _header(node, f"def {node.name}")


def _header(node: ast.stmt, words: str) -> Span:
    end = node.col_offset + len(words.encode())
    return Span(node.lineno, node.col_offset, node.lineno, end)
