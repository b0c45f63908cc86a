"""`class Config` of a model as `model_config`."""

from __future__ import annotations

import ast
import re
from inspect import cleandoc
from typing import TYPE_CHECKING, NamedTuple

from housestyle_core.facts.pydantic_fix import FROZEN, new_name
from housestyle_core.facts.pydantic_v1 import CONFIG_KEYS
from housestyle_core.fix.edit import Edit, Fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.fix.place import Place

LINE_LENGTH = 88
USED = re.compile(r"\.Config\b")
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
    rows = [row for row in _rows(node, place) if row]
    if name is None or len(rows) < len(node.body):
        return None
    short = f"model_config = {name.text}({', '.join(row.text for row in rows if row.text)})"
    is_plain = not any(row.above or row.beside for row in rows) and "\n" not in short
    if is_plain and node.col_offset + len(short) <= LINE_LENGTH:
        return Fix((Edit(node, short),), name.imports)
    indent = place.text.lines[node.lineno - 1][: node.col_offset]
    lines = [f"{indent}    {line}\n" for row in rows for line in _lines(row)]
    text = f"model_config = {name.text}(\n{''.join(lines)}{indent})"
    return Fix((Edit(node, text),), name.imports)


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
        end = statement.end_lineno or statement.lineno
        above = [line.strip() for line in place.text.lines[done : statement.lineno - 1]]
        above += _as_comments(statement)
        beside = place.text.lines[end - 1].encode()[statement.end_col_offset or 0 :].decode()
        yield Row(text, [line for line in above if line], beside.rstrip())
        done = end


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
