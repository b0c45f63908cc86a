"""From a finding of mypy, which is a place in a file, to the node that is there."""

from __future__ import annotations

import ast
from collections import defaultdict
from typing import TYPE_CHECKING

from housestyle_core.checker import Hit, walked_file
from housestyle_core.checks import ENGINE, subscription
from housestyle_core.config import settings_for
from housestyle_core.finding import Finding
from housestyle_core.tree.context import Context
from housestyle_core.tree.position import character_offset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

    from housestyle_core.catalogue import Rule
    from housestyle_core.config import Settings
    from housestyle_core.finding import Diagnostic
    from housestyle_core.fix.text import Text

DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def load_fixer(rule: Rule, settings: Settings) -> tuple[ModuleType, tuple[object, ...]]:
    """The half of a rule that has its `fix`, and its options: flake8's where there is one."""
    return settings.rules[rule.code].load(ENGINE if ENGINE in rule.modules else "mypy")


def typed_hits(
    path: str, text: Text, tree: ast.Module, findings: Sequence[Diagnostic]
) -> Iterator[Hit]:
    """The findings of mypy in a file with their nodes; those at no node are left out.

    What is found in a definition is at its head.
    """
    if not findings:
        return
    settings = settings_for(path, "mypy")
    by_start: dict[tuple[int, int], list[tuple[Diagnostic, tuple[type, ...]]]] = defaultdict(list)
    for item in findings:
        module, _ = load_fixer(item.rule, settings)
        by_start[item.line, item.column].append((item, subscription(module.fix)))
    file = walked_file(path, tree, text.lines, settings)
    for node, scope, in_annotation, quoted in file.sites:
        if not isinstance(node, (ast.expr, *DEFINITIONS)):
            continue
        start = _place(node.lineno, node.col_offset, text)
        end = _place(node.end_lineno or 0, node.end_col_offset or 0, text)
        for item, wanted in by_start.get(start, ()):
            is_whole = isinstance(node, DEFINITIONS) or end == (item.end_line, item.end_column)
            if isinstance(node, wanted) and is_whole:
                context = Context(file, scope, in_annotation, quoted)
                yield Hit(item.rule, Finding(node, item.message), context)


def _place(line: int, offset: int, text: Text) -> tuple[int, int]:
    return line, character_offset(text.lines[line - 1], offset) + 1
