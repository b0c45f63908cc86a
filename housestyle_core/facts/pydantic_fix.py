"""Calls, decorators and keywords of Pydantic 1 in the words of Pydantic 2."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.classes import class_named, foreign_bases
from housestyle_core.facts.pydantic_constrained import CONSTRAINED, constrained_fix
from housestyle_core.facts.pydantic_field_fix import const_fix, env_fix, regex_fix
from housestyle_core.facts.pydantic_fields import KNOWN
from housestyle_core.facts.pydantic_json_fix import (
    DESCRIBING,
    VALIDATING,
    adapter_fix,
    parse_file_fix,
    schema_json_fix,
)
from housestyle_core.facts.pydantic_models import MODELS
from housestyle_core.facts.pydantic_name_fix import attribute_fix
from housestyle_core.facts.pydantic_v1 import CONFIG_KEYS, FIELD_KEYWORDS, METHODS, new_name
from housestyle_core.facts.pydantic_validator_fix import validator_fix
from housestyle_core.facts.pydantic_validators import DECORATORS
from housestyle_core.finding import Span
from housestyle_core.fix.edit import Edit, Fix
from housestyle_core.fix.place import PRIMARIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from housestyle_core.fix.place import Place
    from housestyle_core.tree.context import Context

DUMPED = {"include", "exclude", "by_alias", "exclude_defaults", "exclude_none", "exclude_unset"}
ONE_VALUE = {"from_orm", "parse_obj", "parse_raw", "validate"}
KEYWORDS: Mapping[str, set[str]] = {
    "copy": {"deep", "update"},
    "dict": DUMPED,
    "json": {*DUMPED, "indent"},
    "schema": {"by_alias", "ref_template"},
}
FROZEN = {"False": "True", "True": "False"}
OTHER_FIELDS = {"const": const_fix, "env": env_fix, "regex": regex_fix}


def call_fix(node: ast.Call, place: Place) -> Fix | None:
    """A method under its new name, a function of Pydantic, a validator, a type that is a call."""
    called = place.context.resolve(node.func) or ""
    name = called.rpartition(".")[2]
    if called in CONSTRAINED:
        return constrained_fix(node, name, place)
    if called.startswith("pydantic."):
        if name in DECORATORS:
            return validator_fix(node, name, place)
        if name in VALIDATING or name in DESCRIBING:
            return adapter_fix(node, name, place)
    return _method_fix(node, node.func, place) if isinstance(node.func, ast.Attribute) else None


def _method_fix(node: ast.Call, method: ast.Attribute, place: Place) -> Fix | None:
    """A method under its new name.

    Not safe where it reads JSON (see `adapter_fix`), and where a subclass has its own of the old
    name, which is called no more.
    """
    model = place.source(method.value) if isinstance(method.value, PRIMARIES) else None
    if model and method.attr == "schema_json":
        return schema_json_fix(node, model, place)
    if model and method.attr == "parse_file":
        return parse_file_fix(node, model, place)
    if not _means_the_same(node, method.attr):
        return None
    fix = attribute_fix(method, METHODS, place)
    safe = method.attr != "parse_raw" and not _may_be_overridden(method, place.context)
    return fix and fix._replace(safe=safe)


def _may_be_overridden(method: ast.Attribute, context: Context) -> bool:
    """Whether what may be a model has its own method of that name, and may be what is asked."""
    if class_named(method.value, context.scope):
        return False
    inside = context.scope.inner
    definers = (
        (node, inside[node].parent or context.scope)
        for node in context.file.nodes(ast.ClassDef)
        if method.attr in inside[node].bindings
    )
    return any(
        base in MODELS or base.partition(".")[0] not in KNOWN
        for definer in definers
        for base in foreign_bases(*definer)
    )


def keyword_fix(node: ast.keyword, place: Place) -> Fix | None:
    """A keyword of `Field`, of a constrained type or of a configuration under its new name."""
    old = node.arg or ""
    end = node.col_offset + len(old)
    if place.source(node.value) is None:
        return None
    remedy = FIELD_KEYWORDS.get(old) or CONFIG_KEYS.get(old)
    name = "frozen" if old == "allow_mutation" else new_name(remedy)
    given = {one.arg for one in getattr(place.context.file.parents[node], "keywords", ())}
    if name in given:
        return None
    if old in OTHER_FIELDS:
        return OTHER_FIELDS[old](node, place)
    if name is None or old == "copy_on_model_validation":
        return None
    if old == "allow_mutation":
        frozen = FROZEN.get(place.source(node.value) or "")
        return Fix((Edit(node, f"frozen={frozen}"),)) if frozen else None
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
