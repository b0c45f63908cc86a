"""What mypy finds for `housestyle fix`, file by file."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING

from housestyle_core import catalogue
from housestyle_core.command import mypy_engine
from housestyle_core.command.check import do_without_mypy, engines, has_rules
from housestyle_core.command.progress import progress
from housestyle_core.command.report import counted
from housestyle_core.record import Record
from housestyle_core.rule_docs import is_fixable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from housestyle_core.config import Settings
    from housestyle_core.finding import Diagnostic
    from housestyle_core.fix.passes import Wanted


class Task(Record):
    """A file, and what mypy found in it: what has a fix, and what has none.

    `shadow` is where its text is to be written, if not into itself, and read from once it is there.
    """

    path: str
    typed: tuple[Diagnostic, ...] = ()
    unfixable: tuple[Diagnostic, ...] = ()
    shadow: str | None = None

    @property
    def text_path(self) -> str:
        """Where the text of the file is."""
        return self.shadow if self.shadow and os.path.exists(self.shadow) else self.path


def typed_tasks(
    settings: Mapping[str, Settings],
    wanted: Wanted,
    options: argparse.Namespace,
    shadows: Mapping[str, str],
) -> tuple[dict[str, Task], list[str]]:
    """What mypy finds by file, without `--add-noqa` only what has a fix.

    mypy runs only where such rules are on, and reads the `shadows` in the place of files.
    """
    failures: list[str] = []
    typed = [rule for rule in catalogue.rules().values() if mypy_engine.ENGINE in rule.modules]
    fixable = frozenset(rule.code for rule in typed if is_fixable(rule))
    codes = frozenset(rule.code for rule in typed) if options.add_noqa else fixable
    codes = codes if wanted.codes is None else codes & wanted.codes
    on = {
        file: holds
        for file, holds in settings.items()
        if has_rules(holds, mypy_engine.ENGINE) and not codes.isdisjoint(holds.rules)
    }
    if not on or mypy_engine.ENGINE not in engines(options):
        return {}, failures
    if not mypy_engine.is_installed():
        do_without_mypy(options.engine)
        return {}, failures
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for folder, files in mypy_engine.projects(on).items():
        progress(f"mypy checks {counted(len(files), 'file')} in {folder}")
        answer = mypy_engine.check_project(folder, files, options.paths, shadows)
        for item in answer.findings:
            if item.rule.code in codes:
                found[item.path].append(item)
        if not answer.finished:
            failures += [f"mypy stopped in {folder}, so its findings are not fixed:"]
            failures += [f"  {line}" for line in answer.said]
    return {path: _task(path, items, fixable) for path, items in found.items()}, failures


def _task(path: str, found: list[Diagnostic], fixable: frozenset[str]) -> Task:
    with_fix = tuple(item for item in found if item.rule.code in fixable)
    return Task(path, with_fix, tuple(item for item in found if item.rule.code not in fixable))
