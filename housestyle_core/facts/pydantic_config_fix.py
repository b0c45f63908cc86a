"""`class Config` of a model as `model_config`."""

from __future__ import annotations

import ast
import re
from inspect import cleandoc
from typing import TYPE_CHECKING, NamedTuple

from housestyle_core.facts.pydantic_fix import FROZEN, new_name
from housestyle_core.facts.pydantic_v1 import CONFIG_KEYS
from housestyle_core.finding import Span
from housestyle_core.fix.edit import Edit, Fix
from housestyle_core.fix.text import indentation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.fix.place import Place

LINE_LENGTH = 88
USED = re.compile(r"\.Config\b")
BESIDE = re.compile(r"[ \t]*#.*\S")
LEFT_OUT = ("smart_union", "underscore_attrs_are_private")
OTHERWISE = ("copy_on_model_validation", "json_dumps")
KEPT = {
    *("alias_generator", "arbitrary_types_allowed", "coerce_numbers_to_str", "extra", "frozen"),
    *("from_attributes", "json_encoders", "json_schema_extra", "populate_by_name", "title"),
    *("use_enum_values", "validate_assignment", "validate_by_name", "validate_default"),
    *("case_sensitive", "env_file", "env_file_encoding", "env_nested_delimiter", "env_prefix"),
}


class Row(NamedTuple):
    """A key of a configuration as it is written, with the comments above it and beside it."""

    text: str
    above: list[str]
    beside: str


def config_fix(node: ast.ClassDef, place: Place) -> Fix | None:
    """The class as one assignment, its texts kept; None where it holds more than plain keys.

    That is a base class, a method, a key that Pydantic 2 may not know, a use of `Model.Config`.
    """
    if node.bases or node.keywords or node.decorator_list or USED.search(place.text.raw):
        return None
    if "SettingsConfigDict" in place.message:
        name = place.name("pydantic_settings", "SettingsConfigDict", alone=True)
    else:
        name = place.name("pydantic", "ConfigDict", alone=True)
    rows = list(_rows(node, place))
    if name is None or None in rows:
        return None
    known = [row for row in rows if row]
    behind = Edit(_comments_behind(node, place), "")
    short = f"model_config = {name.text}({', '.join(row.text for row in known if row.text)})"
    is_plain = not any(row.above or row.beside for row in known) and "\n" not in short
    if is_plain and node.col_offset + len(short) <= LINE_LENGTH:
        return Fix((Edit(node, short), behind), name.imports)
    indent, step = place.text.lines[node.lineno - 1][: node.col_offset], _step(node, place)
    lines = [f"{indent}{step}{line}\n" for row in known for line in _lines(row)]
    text = f"model_config = {name.text}(\n{''.join(lines)}{indent})"
    return Fix((Edit(node, text), behind), name.imports)


def _step(node: ast.ClassDef, place: Place) -> str:
    """By how much the body of the class is indented."""
    first = node.body[0]
    before = place.text.lines[first.lineno - 1][node.col_offset : first.col_offset]
    return indentation(place.text.lines) if before.strip() else before


def _comments_behind(node: ast.ClassDef, place: Place) -> Span:
    """The comments of the body that come behind its last statement."""
    line, column = node.end_lineno or node.lineno, node.end_col_offset or 0
    last = _last_line(node, place)
    if last > line:
        return Span(line, column, last, len(place.text.lines[last - 1].rstrip().encode()))
    return Span(line, column, line, column + len(_beside(node, place).encode()))


def _last_line(node: ast.ClassDef, place: Place) -> int:
    """The last line of the comments directly below the body of the class, indented like it."""
    line, lines = node.end_lineno or node.lineno, place.text.lines
    start = f"{lines[node.lineno - 1][: node.col_offset]}{_step(node, place)}#"
    while line < len(lines) and lines[line].startswith(start):
        line += 1
    return line


def _beside(node: ast.stmt, place: Place) -> str:
    """The comment behind a statement, with the spaces in front of it."""
    line = place.text.lines[(node.end_lineno or node.lineno) - 1]
    found = BESIDE.match(line.encode()[node.end_col_offset or 0 :].decode())
    return found[0] if found else ""


def _lines(row: Row) -> list[str]:
    return [*row.above, f"{row.text},{row.beside}"] if row.text else row.above


def _rows(node: ast.ClassDef, place: Place) -> Iterator[Row | None]:
    """Each statement of the class as a key of the configuration; None for what is none."""
    done = node.lineno
    for statement in node.body:
        text = _keyword(statement, place)
        if text is None:
            yield None
            return
        above = _comments(done, statement.lineno - 1, place) + _as_comments(statement)
        yield Row(text, above, _beside(statement, place))
        done = statement.end_lineno or statement.lineno
    yield Row("", _comments(done, _last_line(node, place), place), "")


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
            source = place.source(value)
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
