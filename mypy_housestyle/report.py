"""From a typed finding to mypy's report, but for what the flake8 half already says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from housestyle_core.checker import find_in
from housestyle_core.checks import ENGINE as FLAKE8
from housestyle_core.config import settings_for
from housestyle_core.record import Record
from mypy_housestyle.codes import error_code
from mypy_housestyle.facts.places import exact_place
from mypy_housestyle.facts.source import source_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mypy.checker import TypeChecker
    from mypy.nodes import Context

    from housestyle_core.catalogue import Rule
    from housestyle_core.config import Settings
    from housestyle_core.tree.context import File
    from mypy_housestyle.facts.source import Said


class Finding(Record):
    """What is wrong at `node`, and after a colon what to do about it.

    `may_be_said` is False where nothing in the module itself could have told flake8.
    """

    node: Context
    message: str
    may_be_said: bool = True


def report(
    checker: TypeChecker, settings: Settings, rule: Rule, findings: Iterable[Finding]
) -> None:
    """Report findings through mypy, so that `type: ignore` and its other switches hold."""
    for node, message, may_be_said in findings:
        place = exact_place(node, checker, settings)
        if not (may_be_said and _said_by_flake8(checker, settings, rule, place)):
            checker.fail(message, place, code=error_code(rule))


def _said_by_flake8(checker: TypeChecker, settings: Settings, rule: Rule, node: Context) -> bool:
    if settings.alone("mypy") or FLAKE8 not in rule.modules:
        return False
    source = source_of(checker.tree, settings)
    if source is None:
        return False
    if rule.code not in source.said:
        source.said[rule.code] = _flake8_places(source.file, rule.code)
    places = source.said[rule.code]
    return (node.line, node.column) in places or (node.line, None) in places


def _flake8_places(file: File, code: str) -> frozenset[Said]:
    """Where flake8 reports a rule in a file.

    mypy's columns are wrong behind text that is not ASCII: such a line counts as a whole.
    """
    found = find_in(file._replace(settings=settings_for(file.path, FLAKE8)), frozenset({code}))
    return frozenset(
        (said.line, said.column - 1 if file.lines[said.line - 1].isascii() else None)
        for said, _ in found
    )
