"""A rule's documentation, read from the docstring of its file."""

from __future__ import annotations

import ast
import re
import textwrap
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from housestyle_core.record import Record

if TYPE_CHECKING:
    from housestyle_core.catalogue import Rule

SECTION = re.compile(r"^## (.+)$", re.MULTILINE)


class RuleDocs(Record):
    """What a rule file says of itself: a title, the reason, and two examples that tests run.

    `configuration` is the TOML that the examples need, for a rule that waits for an option.
    """

    summary: str
    why: str
    bad: str
    good: str
    fix: str
    configuration: str


def rule_docs(rule: Rule, engine: str | None = None) -> RuleDocs:
    """The documentation of a rule, from the half that `engine` runs or else from the first.

    The file is read, not imported, so a typed half needs no mypy.
    """
    doc = ast.get_docstring(_tree(rule.modules[engine or next(iter(rule.modules))])) or ""
    head, *rest = SECTION.split(doc)
    summary, _, why = head.partition("\n")
    parts = dict(zip(rest[::2], rest[1::2], strict=True))
    return RuleDocs(
        summary.strip(),
        why.strip(),
        _code(parts["Bad"]),
        _code(parts["Good"]),
        parts.get("Fix", "").strip(),
        _code(parts.get("Configuration", "")),
    )


def is_fixable(rule: Rule) -> bool:
    """Whether a half of the rule has a `fix`."""
    return any(
        isinstance(statement, ast.FunctionDef) and statement.name == "fix"
        for module in rule.modules.values()
        for statement in _tree(module).body
    )


def _tree(module: str) -> ast.Module:
    spec = find_spec(module)
    assert spec is not None, module
    assert spec.origin is not None, module
    return ast.parse(Path(spec.origin).read_text(encoding="utf-8"))


def _code(section: str) -> str:
    return textwrap.dedent(section.strip("\n")).strip() + "\n"
