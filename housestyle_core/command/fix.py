"""`housestyle fix`: repair what the rules of both engines know how to repair."""

from __future__ import annotations

import os
import sys
from collections import Counter
from contextlib import ExitStack
from functools import partial
from importlib.util import find_spec
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from housestyle_core import catalogue
from housestyle_core.checks import ENGINE as FLAKE8
from housestyle_core.command.check import engines, positive, settings_by_file
from housestyle_core.command.exits import CLEAN, COULD_NOT_RUN, FINDINGS, CannotRunError
from housestyle_core.command.explain import find_rule
from housestyle_core.command.files import find_files
from housestyle_core.command.fix_report import Outcome, patch, summary
from housestyle_core.command.fix_typed import Task, typed_tasks
from housestyle_core.command.parallel import each
from housestyle_core.command.progress import progress
from housestyle_core.command.report import counted
from housestyle_core.command.suppress_left import reason, suppress_left, unsuppressable
from housestyle_core.config.settings import ENGINE_NAMES
from housestyle_core.fix.file import read_file, replace_file, write_copy
from housestyle_core.fix.passes import BrokenFixError, Wanted, fix_text
from housestyle_core.tree.source import UnreadableError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping, Sequence

    from housestyle_core.config import Settings
    from housestyle_core.finding import Diagnostic

INSTALL = 'pip install "flake8-housestyle[fix]"'
MOST_ROUNDS = 10


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
    parser.add_argument(
        "--add-noqa", action="store_true", help="suppress what is left, with comments"
    )
    parser.add_argument(
        "--reason", type=reason, metavar="TEXT", help="the reason that such comments give"
    )
    parser.add_argument("--engine", action="append", choices=ENGINE_NAMES, help="only this one")
    parser.add_argument("--jobs", type=positive, metavar="N", help="processes")


def run(options: argparse.Namespace) -> int:
    """Fix, print what was done, and give the exit status: 1 where `--check` finds work."""
    if find_spec("libcst") is None:
        raise CannotRunError(f"fixes are written with libcst, which is not installed: {INSTALL}")
    if options.reason and not options.add_noqa:
        raise CannotRunError("--reason is for the comments that --add-noqa writes")
    flake8 = FLAKE8 in engines(options)
    wanted = Wanted(_codes(options.select), options.unsafe, flake8=flake8)
    files = find_files(options.paths)
    settings = settings_by_file({os.path.realpath(file): file for file in files}.values())
    writes = not (options.check or options.diff)
    with ExitStack() as stack:
        stack.callback(progress)
        aside = None if writes else stack.enter_context(TemporaryDirectory())
        outcomes, failures = _fix_all(settings, wanted, options, aside)
    for outcome in outcomes if options.diff else ():
        sys.stdout.writelines(patch(outcome))
    for line in summary(outcomes, wanted, writes=writes):
        print(line, file=sys.stderr if options.diff else sys.stdout)
    failures += [f"{one.path}: not fixed: {one.failure}" for one in outcomes if one.failure]
    failures += [line for outcome in outcomes for line in unsuppressable(outcome)]
    sys.stdout.flush()
    for failure in failures:
        print(failure, file=sys.stderr)
    has_work = not writes and any(outcome.changed for outcome in outcomes)
    return COULD_NOT_RUN if failures else FINDINGS if has_work else CLEAN


def _fix_all(
    settings: Mapping[str, Settings],
    wanted: Wanted,
    options: argparse.Namespace,
    aside: str | None,
) -> tuple[list[Outcome], list[str]]:
    """Fix all files; again while mypy, which says a thing once a line, finds more to fix.

    The fixed files stand in the folder `aside` if there is one, where mypy reads them.
    """
    outcomes: dict[str, Outcome] = {}
    shadows = {
        file: os.path.join(aside, str(number)) for number, file in enumerate(settings) if aside
    }
    suppress = None
    if options.add_noqa:
        suppress = partial(suppress_left, wanted=wanted, reason=options.reason)
    work = partial(fix_file, wanted=wanted, suppress=suppress)
    files = list(settings)
    failures: list[str] = []
    for _ in range(MOST_ROUNDS):
        written = {file: shadow for file, shadow in shadows.items() if os.path.exists(shadow)}
        typed, failed = typed_tasks(settings, wanted, options, written)
        failures = failures or failed
        again = []
        tasks = [typed.get(file, Task(file))._replace(shadow=shadows.get(file)) for file in files]
        for number, outcome in enumerate(each(work, tasks, options.jobs), 1):
            progress(f"fixed {number} of {counted(len(tasks), 'file')}")
            outcomes[outcome.path] = _together(outcomes.get(outcome.path), outcome)
            again += [outcome.path] if outcome.typed else []
        if not again:
            break
        files = again
    return list(outcomes.values()), failures


def fix_file(
    task: Task,
    wanted: Wanted,
    suppress: Callable[[Outcome, Sequence[Diagnostic]], Outcome] | None = None,
) -> Outcome:
    """Fix one file, or its shadow; where anything goes wrong it stays as it is.

    `suppress` adds comments on what is left to what became of the file.
    """
    try:
        file = read_file(task.text_path)
        fixed = fix_text(task.path, file.text, wanted, task.typed)
        outcome = Outcome(task.path, file.text, *fixed)
        if suppress:
            outcome = suppress(outcome, task.typed + task.unfixable)
        if outcome.new != file.text:
            if task.shadow:
                write_copy(file, outcome.new, task.shadow)
            else:
                replace_file(file, outcome.new)
    except (UnreadableError, BrokenFixError) as error:
        return Outcome(task.path, failure=str(error))
    return outcome


def _together(first: Outcome | None, then: Outcome) -> Outcome:
    """What became of a file in two rounds."""
    if first is None or then.failure:
        return then
    return then._replace(
        old=first.old,
        done=Counter(first.done) + Counter(then.done),
        suppressed=Counter(first.suppressed) + Counter(then.suppressed),
    )


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
