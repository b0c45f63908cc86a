"""Calls, decorators, attributes and keywords of Pydantic 1 in the words of Pydantic 2."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from housestyle_core.facts.pydantic_root_fix import root_fix
from housestyle_core.facts.pydantic_v1 import ATTRIBUTES, CONFIG_KEYS, FIELD_KEYWORDS, METHODS
from housestyle_core.facts.pydantic_validator_fix import validator_fix
from housestyle_core.facts.pydantic_validators import DECORATORS
from housestyle_core.finding import Span
from housestyle_core.fix.edit import Edit, Fix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from housestyle_core.fix.place import Place
    from housestyle_core.tree.context import Context

WARNING_TESTS = {
    "pytest.deprecated_call",
    "pytest.raises",
    "pytest.warns",
    "warnings.catch_warnings",
}
RENAMING = re.compile(r"(?:call|read|write) `(\w+)`(?:, with .*)?")
DUMPED = {"include", "exclude", "by_alias", "exclude_defaults", "exclude_none", "exclude_unset"}
ONE_VALUE = {"from_orm", "parse_obj", "parse_raw", "validate"}
KEYWORDS: Mapping[str, set[str]] = {
    "copy": {"deep", "update"},
    "dict": DUMPED,
    "json": {*DUMPED, "indent"},
    "schema": {"by_alias", "ref_template"},
}
ADAPTED = {"parse_obj_as": "validate_python", "parse_raw_as": "validate_json"}
FROZEN = {"False": "True", "True": "False"}


def expects_warning(node: ast.AST, context: Context) -> bool:
    """Whether a test uses the old name because it warns."""
    return any(
        context.resolve(item.context_expr.func) in WARNING_TESTS
        for above in context.parents(node)
        if isinstance(above, ast.With)
        for item in above.items
        if isinstance(item.context_expr, ast.Call)
    )


def new_name(remedy: str | None) -> str | None:
    """The name that a remedy says to write, where that is all it says."""
    found = RENAMING.fullmatch(remedy or "")
    return found[1] if found else None


def call_fix(node: ast.Call, place: Place) -> Fix | None:
    """A method under its new name, a validating function as a `TypeAdapter`, a validator."""
    called = place.context.resolve(node.func) or ""
    name = called.rpartition(".")[2]
    if called.startswith("pydantic.") and name in DECORATORS:
        return validator_fix(node, name, place)
    if called.startswith("pydantic.") and name in ADAPTED:
        return _adapter_fix(node, ADAPTED[name], place)
    if isinstance(node.func, ast.Attribute) and _means_the_same(node, node.func.attr):
        return attribute_fix(node.func, METHODS, place)
    return None


def attribute_fix(node: ast.Attribute, remedies: Mapping[str, str], place: Place) -> Fix | None:
    """An attribute under its new name."""
    name = new_name(remedies.get(node.attr))
    line, end = node.end_lineno or node.lineno, node.end_col_offset or 0
    written = place.text.lines[line - 1].encode()[:end].endswith(node.attr.encode())
    if name is None or not written or place.source(node) is None:
        return None
    return Fix((Edit(Span(line, end - len(node.attr), line, end), name),))


def name_fix(node: ast.Name | ast.Attribute, place: Place) -> Fix | None:
    """`__fields__`, `Extra.forbid`, and decorators without arguments."""
    meant = place.context.resolve(node) or ""
    if meant == "pydantic.validate_arguments":
        new = place.name("pydantic", "validate_call", alone=True)
        return new and Fix((place.replace(node, new.text),), new.imports)
    if meant == "pydantic.root_validator":
        return validator_fix(node, "root_validator", place)
    if isinstance(node, ast.Name):
        return root_fix(node, place) if node.id == "__root__" else None
    if meant.startswith("pydantic.Extra."):
        return Fix((place.replace(node, f'"{node.attr}"'),))
    return attribute_fix(node, ATTRIBUTES, place)


def keyword_fix(node: ast.keyword, place: Place) -> Fix | None:
    """A keyword of `Field`, of a constrained type or of a configuration under its new name."""
    old = node.arg or ""
    end = node.col_offset + len(old)
    if place.source(node.value) is None:
        return None
    if old == "allow_mutation":
        frozen = FROZEN.get(place.source(node.value) or "")
        return Fix((Edit(node, f"frozen={frozen}"),)) if frozen else None
    name = new_name(FIELD_KEYWORDS.get(old) or CONFIG_KEYS.get(old))
    if name is None or old in {"env", "copy_on_model_validation"}:
        return None
    return Fix((Edit(Span(node.lineno, node.col_offset, node.lineno, end), name),))


def key_fix(node: ast.Constant, place: Place) -> Fix | None:
    """A key of `model_config = {...}` under its new name."""
    source = place.source(node)
    name = new_name(CONFIG_KEYS.get(str(node.value)))
    if source is None or name is None or source[1:-1] != node.value:
        return None
    return Fix((Edit(node, source[0] + name + source[0]),))


def _means_the_same(node: ast.Call, method: str) -> bool:
    """Whether the new method takes the arguments of the old one."""
    if method == "construct":
        return True
    names = {keyword.arg for keyword in node.keywords}
    starred = any(isinstance(argument, ast.Starred) for argument in node.args)
    if method in ONE_VALUE:
        return len(node.args) == 1 and not names and not starred
    return not node.args and names <= KEYWORDS.get(method, set())


def _adapter_fix(node: ast.Call, method: str, place: Place) -> Fix | None:
    adapter = place.name("pydantic", "TypeAdapter", alone=True)
    sources = [place.source(argument) for argument in node.args]
    match sources:
        case [str(kind), str(value)] if adapter and not node.keywords:
            new = f"{adapter.text}({kind}).{method}({value})"
            return Fix((place.replace(node, new),), adapter.imports)
    return None
