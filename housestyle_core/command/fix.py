"""`housestyle fix`: repair what the rules of both engines know how to repair."""

from __future__ import annotations

import os
import sys
from collections import Counter, defaultdict
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from housestyle_core import catalogue
from housestyle_core.checks import ENGINE as FLAKE8
from housestyle_core.command import mypy_engine
from housestyle_core.command.check import (
    do_without_mypy,
    engines,
    has_rules,
    positive,
    settings_by_file,
)
from housestyle_core.command.exits import CLEAN, COULD_NOT_RUN, FINDINGS, CannotRunError
from housestyle_core.command.explain import find_rule
from housestyle_core.command.files import find_files
from housestyle_core.command.fix_report import Outcome, patch, summary
from housestyle_core.command.parallel import each
from housestyle_core.command.progress import progress
from housestyle_core.command.report import counted
from housestyle_core.config.settings import ENGINE_NAMES
from housestyle_core.fix.file import read_file, replace_file
from housestyle_core.fix.passes import BrokenFixError, Wanted, fix_text
from housestyle_core.rule_docs import is_fixable
from housestyle_core.tree.source import UnreadableError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from housestyle_core.config import Settings
    from housestyle_core.finding import Diagnostic

INSTALL = 'pip install "flake8-housestyle[fix]"'
MOST_ROUNDS = 10


class Task(NamedTuple):
    """A file, and what mypy found in it that has a fix."""

    path: str
    typed: tuple[Diagnostic, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the subcommand takes."""
    parser.add_argument("paths", nargs="*", default=["."], metavar="PATH", help="default: .")
    parser.add_argument("--check", action="store_true", help="write nothing, say what would change")
    parser.add_argument("--diff", action="store_true", help="write nothing, show what would change")
    parser.add_argument(
        "--unsafe", action="store_true", help="also what may change what the program does"
    )
    parser.add_argument(
        "--select", metavar="RULES", help="only these of the rules: codes, prefixes, names"
    )
    parser.add_argument("--engine", action="append", choices=ENGINE_NAMES, help="only this one")
    parser.add_argument("--jobs", type=positive, metavar="N", help="processes")


def run(options: argparse.Namespace) -> int:
    """Fix, print what was done, and give the exit status: 1 where `--check` finds work."""
    if find_spec("libcst") is None:
        raise CannotRunError(f"fixes are written with libcst, which is not installed: {INSTALL}")
    flake8 = FLAKE8 in engines(options)
    wanted = Wanted(_codes(options.select), options.unsafe, flake8=flake8)
    files = find_files(options.paths)
    settings = settings_by_file({os.path.realpath(file): file for file in files}.values())
    writes = not (options.check or options.diff)
    try:
        outcomes, failures = _fix_all(settings, wanted, options, writes=writes)
    finally:
        progress()
    for outcome in outcomes if options.diff else ():
        sys.stdout.writelines(patch(outcome))
    for line in summary(outcomes, wanted, writes=writes):
        print(line, file=sys.stderr if options.diff else sys.stdout)
    failures += [f"{one.path}: not fixed: {one.failure}" for one in outcomes if one.failure]
    sys.stdout.flush()
    for failure in failures:
        print(failure, file=sys.stderr)
    has_work = not writes and any(outcome.done for outcome in outcomes)
    return COULD_NOT_RUN if failures else FINDINGS if has_work else CLEAN


def _fix_all(
    settings: Mapping[str, Settings], wanted: Wanted, options: argparse.Namespace, *, writes: bool
) -> tuple[list[Outcome], list[str]]:
    """Fix all files; again while mypy, which says a thing once a line, finds more to fix."""
    outcomes: dict[str, Outcome] = {}
    work = partial(fix_file, wanted=wanted, writes=writes)
    files = list(settings)
    failures: list[str] = []
    for _ in range(MOST_ROUNDS):
        typed, failed = _typed(settings, wanted, options)
        failures = failures or failed
        again = []
        tasks = [Task(file, tuple(typed.get(file, ()))) for file in files]
        for number, outcome in enumerate(each(work, tasks, options.jobs), 1):
            progress(f"fixed {number} of {counted(len(tasks), 'file')}")
            outcomes[outcome.path] = _together(outcomes.get(outcome.path), outcome)
            again += [outcome.path] if outcome.typed and writes else []
        if not again:
            break
        files = again
    return list(outcomes.values()), failures


def fix_file(task: Task, wanted: Wanted, *, writes: bool) -> Outcome:
    """Fix one file, and replace it if `writes`; where anything goes wrong it stays as it is."""
    try:
        file = read_file(task.path)
        fixed = fix_text(task.path, file.text, wanted, task.typed)
        if writes and fixed.text != file.text:
            replace_file(file, fixed.text)
    except (UnreadableError, BrokenFixError) as error:
        return Outcome(task.path, failure=str(error))
    return Outcome(task.path, file.text, *fixed)


def _together(first: Outcome | None, then: Outcome) -> Outcome:
    """What became of a file in two rounds."""
    if first is None or then.failure:
        return then
    return then._replace(old=first.old, done=Counter(first.done) + Counter(then.done))


def _codes(selectors: str | None) -> frozenset[str] | None:
    """The rules that `--select` names, separated by commas. Raises CannotRunError."""
    if selectors is None:
        return None
    words = [word.strip() for word in selectors.split(",")]
    return frozenset(
        rule.code
        for word in words
        for rule in catalogue.matching(word.upper()) or [find_rule(word)]
    )


def _typed(
    settings: Mapping[str, Settings], wanted: Wanted, options: argparse.Namespace
) -> tuple[dict[str, list[Diagnostic]], list[str]]:
    """What mypy finds that has a fix, by file; mypy runs only where such rules are on."""
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    failures: list[str] = []
    codes = frozenset(
        code
        for code, rule in catalogue.rules().items()
        if mypy_engine.ENGINE in rule.modules and is_fixable(rule)
    )
    codes = codes if wanted.codes is None else codes & wanted.codes
    on = {
        file: holds
        for file, holds in settings.items()
        if has_rules(holds, mypy_engine.ENGINE) and not codes.isdisjoint(holds.rules)
    }
    if not on or mypy_engine.ENGINE not in engines(options):
        return found, failures
    if not mypy_engine.is_installed():
        do_without_mypy(options.engine)
        return found, failures
    for folder, files in mypy_engine.projects(on).items():
        progress(f"mypy checks {counted(len(files), 'file')} in {folder}")
        answer = mypy_engine.check_project(folder, files, options.paths)
        for item in answer.findings:
            if item.rule.code in codes:
                found[item.path].append(item)
        if not answer.finished:
            failures += [f"mypy stopped in {folder}, so its findings are not fixed:"]
            failures += [f"  {line}" for line in answer.said]
    return found, failures
