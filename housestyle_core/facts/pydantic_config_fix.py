"""`class Config` of a model as `model_config`."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from housestyle_core.facts.pydantic_config_rows import Row, beside, last_line, rows, step
from housestyle_core.finding import Span
from housestyle_core.fix.edit import Edit, Fix

if TYPE_CHECKING:
    from housestyle_core.fix.place import Place
    from housestyle_core.tree.scopes import Scope

LINE_LENGTH = 88
USED = r"\.Config\b"


def config_fix(node: ast.ClassDef, place: Place) -> Fix | None:
    """The class as one assignment, its texts kept; None where it holds more than plain keys.

    That is a base class, a method, a key that Pydantic 2 may not know, a use of `Model.Config`, or
    of a name that is another thing outside of the class. Not safe where it wants another package.
    """
    if node.bases or node.keywords or node.decorator_list or re.search(USED, place.text.raw):
        return None
    inside = place.context.scope.inner
    model = inside.get(place.context.file.parents[node])
    if model is None or not _is_only_one(node, model) or _reads_its_own(inside[node], model):
        return None
    if "SettingsConfigDict" in place.message:
        name = place.name("pydantic_settings", "SettingsConfigDict", alone=True)
        safe = place.context.file.imports("pydantic_settings")
    else:
        name, safe = place.name("pydantic", "ConfigDict", alone=True), True
    found = list(rows(node, place))
    if name is None or None in found:
        return None
    known = [row for row in found if row]
    keys = [row.text.partition("=")[0] for row in known if row.text]
    if len(set(keys)) < len(keys):
        return None
    behind = Edit(_comments_behind(node, place), "")
    short = f"model_config = {name.text}({', '.join(row.text for row in known if row.text)})"
    is_plain = not any(row.above or row.beside for row in known) and "\n" not in short
    if is_plain and node.col_offset + len(short) <= LINE_LENGTH:
        return Fix((Edit(node, short), behind), name.imports, safe)
    indent, one = place.text.lines[node.lineno - 1][: node.col_offset], step(node, place)
    lines = [f"{indent}{one}{line}\n" for row in known for line in _lines(row)]
    text = f"model_config = {name.text}(\n{''.join(lines)}{indent})"
    return Fix((Edit(node, text), behind), name.imports, safe)


def _is_only_one(node: ast.ClassDef, model: Scope) -> bool:
    """Whether the model has no other configuration."""
    return "model_config" not in model.bindings and len(model.bindings[node.name]) == 1


def _reads_its_own(config: Scope, model: Scope) -> bool:
    """Whether a name in the class means another thing there than in the body of the model."""
    assert isinstance(config.node, ast.ClassDef)
    values = (statement.value for statement in config.node.body if hasattr(statement, "value"))
    names = {
        node.id
        for value in values
        for node in (ast.walk(value) if isinstance(value, ast.expr) else ())
        if isinstance(node, ast.Name)
    }
    return any(_home(name, config) is not _home(name, model) for name in names)


def _home(name: str, scope: Scope) -> Scope | None:
    """The scope that a name belongs to."""
    found = scope.find(name)
    return found[0] if found else None


def _comments_behind(node: ast.ClassDef, place: Place) -> Span:
    """The comments of the body that come behind its last statement."""
    line, column = node.end_lineno or node.lineno, node.end_col_offset or 0
    last = last_line(node, place)
    if last > line:
        return Span(line, column, last, len(place.text.lines[last - 1].rstrip().encode()))
    return Span(line, column, line, column + len(beside(node, place).encode()))


def _lines(row: Row) -> list[str]:
    return [*row.above, f"{row.text},{row.beside}"] if row.text else row.above
