"""From a typed finding to mypy's report, but for what the flake8 half already says."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mypy.errorcodes import ErrorCode, error_codes

from housestyle_core.checker import check_tree
from housestyle_core.checks import ENGINE as FLAKE8
from housestyle_core.tree.source import UnreadableError, parse, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mypy.checker import TypeChecker
    from mypy.nodes import Context

    from housestyle_core.catalogue import Rule
    from housestyle_core.config import Settings

CATEGORY = "Housestyle"
Place = tuple[int, int | None]


class Finding(NamedTuple):
    """What is wrong at `node`, and after a colon what to do about it."""

    node: Context
    message: str


def error_code(rule: Rule) -> ErrorCode:
    """mypy's code for a rule; mypy refuses to register one twice in a process."""
    known = error_codes.get(rule.mypy_code)
    return known or ErrorCode(rule.mypy_code, f"Housestyle {rule.code}", CATEGORY)


def report(
    checker: TypeChecker, settings: Settings, rule: Rule, findings: Iterable[Finding]
) -> None:
    """Report findings through mypy, so that `type: ignore` and its other switches hold."""
    for node, message in findings:
        if not _said_by_flake8(checker, settings, rule, node):
            checker.fail(message, node, code=error_code(rule))


def _said_by_flake8(checker: TypeChecker, settings: Settings, rule: Rule, node: Context) -> bool:
    if settings.alone("mypy") or FLAKE8 not in rule.modules:
        return False
    places = _flake8_places(checker.path, _text_path(checker), rule.code, id(checker.tree))
    return (node.line, node.column) in places or (node.line, None) in places


@lru_cache(maxsize=256)
def _flake8_places(path: str, text_path: str, code: str, tree_id: int) -> frozenset[Place]:
    """Where flake8 reports a rule in a file; a new tree means that the file was read again.

    mypy's columns are wrong behind text that is not ASCII: such a line counts as a whole.
    """
    del tree_id
    try:
        lines = read_lines(text_path)
        tree = parse(lines)
    except UnreadableError:
        return frozenset()
    return frozenset(
        (found.line, found.column - 1 if lines[found.line - 1].isascii() else None)
        for found in check_tree(path, tree, lines, only=frozenset({code}))
    )


def _text_path(checker: TypeChecker) -> str:
    """Where mypy read the text of the module that it checks."""
    for path, shadow in checker.options.shadow_file or ():
        if path == checker.path:
            return str(shadow)
    return checker.path
