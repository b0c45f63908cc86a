"""What a `class Config` of a model says, row by row, with the comments around."""

from __future__ import annotations

import ast
import re
from inspect import cleandoc
from typing import TYPE_CHECKING

from housestyle_core.facts.pydantic_fix import FROZEN
from housestyle_core.facts.pydantic_v1 import CONFIG_KEYS, new_name
from housestyle_core.fix.text import indentation
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.fix.place import Place

BESIDE = r"[ \t]*#.*\S"
LEFT_OUT = ("smart_union", "underscore_attrs_are_private")
OTHERWISE = ("copy_on_model_validation", "json_dumps")
KEPT = {
    *("alias_generator", "arbitrary_types_allowed", "coerce_numbers_to_str", "extra", "frozen"),
    *("from_attributes", "json_encoders", "json_schema_extra", "populate_by_name", "title"),
    *("use_enum_values", "validate_assignment", "validate_by_name", "validate_default"),
    *("case_sensitive", "env_file", "env_file_encoding", "env_nested_delimiter", "env_prefix"),
}


class Row(Record):
    """A key of a configuration as it is written, with the comments above it and beside it."""

    text: str
    above: list[str]
    beside: str


def rows(node: ast.ClassDef, place: Place) -> Iterator[Row | None]:
    """Each statement of the class as a key of the configuration; None for what is none."""
    done = node.lineno
    for statement in node.body:
        text = _keyword(statement, place)
        if text is None:
            yield None
            return
        above = _comments(done, statement.lineno - 1, place) + _as_comments(statement)
        yield Row(text, above, beside(statement, place))
        done = statement.end_lineno or statement.lineno
    yield Row("", _comments(done, last_line(node, place), place), "")


def _comments(start: int, end: int, place: Place) -> list[str]:
    """The comments that have lines of their own behind one line, and up to another."""
    lines = (line.strip() for line in place.text.lines[start:end])
    return [line for line in lines if line.startswith("#")]


def _as_comments(statement: ast.stmt) -> list[str]:
    """The lines of a docstring as comments."""
    match statement:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return [f"# {line}".rstrip() for line in cleandoc(text).splitlines()]
    return []


def _keyword(statement: ast.stmt, place: Place) -> str | None:
    match statement:
        case ast.Pass() | ast.Expr(value=ast.Constant(value=str())):
            return ""
        case (
            ast.Assign(targets=[ast.Name(id=key)], value=value)
            | ast.AnnAssign(target=ast.Name(id=key), value=ast.expr() as value)
        ):
            source = place.argument(value)
        case _:
            return None
    meant = place.context.resolve(value) or ""
    if meant.startswith("pydantic.Extra."):
        source = f'"{meant.rpartition(".")[2]}"'
    if key in LEFT_OUT and source == "True":
        return ""
    if key == "allow_mutation" and source in FROZEN:
        return f"frozen={FROZEN[source]}"
    new = key if key in KEPT else new_name(CONFIG_KEYS.get(key))
    return None if new is None or source is None or key in OTHERWISE else f"{new}={source}"


def step(node: ast.ClassDef, place: Place) -> str:
    """By how much the body of the class is indented."""
    first = node.body[0]
    before = place.text.lines[first.lineno - 1][node.col_offset : first.col_offset]
    return indentation(place.text.lines) if before.strip() else before


def last_line(node: ast.ClassDef, place: Place) -> int:
    """The last line of the comments directly below the body of the class, indented like it."""
    line, lines = node.end_lineno or node.lineno, place.text.lines
    start = f"{lines[node.lineno - 1][: node.col_offset]}{step(node, place)}#"
    while line < len(lines) and lines[line].startswith(start):
        line += 1
    return line


def beside(node: ast.stmt, place: Place) -> str:
    """The comment behind a statement, with the spaces in front of it."""
    line = place.text.lines[(node.end_lineno or node.lineno) - 1]
    found = re.match(BESIDE, line.encode()[node.end_col_offset or 0 :].decode())
    return found[0] if found else ""
