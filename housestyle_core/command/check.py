"""`housestyle check`: both engines over a project, one report."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from housestyle_core.command import mypy_engine
from housestyle_core.command.exits import CLEAN, COULD_NOT_RUN, FINDINGS, CannotRunError
from housestyle_core.command.files import find_files
from housestyle_core.command.flake8_engine import check_files
from housestyle_core.command.progress import progress
from housestyle_core.command.report import counted, merged, painter, render, summary
from housestyle_core.config import ConfigError, settings_for
from housestyle_core.config.settings import ENGINE_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from housestyle_core.config import Settings
    from housestyle_core.finding import Diagnostic

    Found = tuple[list[Diagnostic], list[str]]

INSTALL = 'pip install "flake8-housestyle[mypy]"'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the subcommand takes."""
    parser.add_argument("paths", nargs="*", default=["."], metavar="PATH", help="default: .")
    parser.add_argument("--engine", action="append", choices=ENGINE_NAMES, help="only this one")
    parser.add_argument("--jobs", type=positive, metavar="N", help="processes for flake8's rules")


def run(options: argparse.Namespace) -> int:
    """Check, print the report, and give the exit status."""
    files = find_files(options.paths)
    settings = settings_by_file(files)
    try:
        found, failures = _check(settings, options)
    finally:
        progress()
    findings = merged(found)
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    for line in render([item for _, item in findings], painter(colour=colour)):
        print(line)
    print(summary(findings, found, len(files)))
    sys.stdout.flush()
    if not any(has_rules(holds, name) for holds in settings.values() for name in engines(options)):
        print("housestyle: no rule is on here: see `housestyle config`", file=sys.stderr)
    for failure in failures:
        print(failure, file=sys.stderr)
    return COULD_NOT_RUN if failures else FINDINGS if findings else CLEAN


def _check(
    settings: dict[str, Settings], options: argparse.Namespace
) -> tuple[dict[str, list[Diagnostic]], list[str]]:
    """What each engine that ran found, and what could not be checked."""
    found: dict[str, list[Diagnostic]] = {}
    failures: list[str] = []
    for engine in engines(options):
        on = {file: holds for file, holds in settings.items() if has_rules(holds, engine)}
        if not on:
            continue
        if engine == mypy_engine.ENGINE and not mypy_engine.is_installed():
            do_without_mypy(options.engine)
            continue
        check = _with_mypy if engine == mypy_engine.ENGINE else _with_flake8
        found[engine], failed = check(on, options)
        failures += failed
    return found, failures


def engines(options: argparse.Namespace) -> list[str]:
    """The engines that are asked for, all where none is."""
    return [name for name in ENGINE_NAMES if name in (options.engine or ENGINE_NAMES)]


def settings_by_file(files: Iterable[str]) -> dict[str, Settings]:
    """What holds for each file; raises one ConfigError with the problems of all tables."""
    settings, problems = {}, []
    for file in files:
        try:
            settings[file] = settings_for(file, "flake8")
        except ConfigError as error:
            problems += error.problems
    if problems:
        raise ConfigError(problems)
    return settings


def has_rules(settings: Settings, engine: str) -> bool:
    """Whether rules are on that the engine runs."""
    on = settings.rules.values()
    return engine in settings.engines.value and any(engine in state.rule.modules for state in on)


def _with_flake8(on: dict[str, Settings], options: argparse.Namespace) -> Found:
    findings: list[Diagnostic] = []
    failures = []
    for number, checked in enumerate(check_files(list(on), options.jobs), 1):
        progress(f"checked {number} of {counted(len(on), 'file')}")
        findings += checked.findings
        failures += [checked.failure] if checked.failure else []
    return findings, failures


def _with_mypy(on: dict[str, Settings], options: argparse.Namespace) -> Found:
    findings: list[Diagnostic] = []
    failures = []
    for folder, files in mypy_engine.projects(on).items():
        progress(f"mypy checks {counted(len(files), 'file')} in {folder}")
        answer = mypy_engine.check_project(folder, files, options.paths)
        findings += answer.findings
        if answer.finished:
            progress()
            for line in answer.said:
                print(line, file=sys.stderr)
        else:
            failures += [f"mypy stopped in {folder}, so rules that need types did not run:"]
            failures += [f"  {line}" for line in answer.said]
    return findings, failures


def do_without_mypy(asked: list[str] | None) -> None:
    """Say that mypy is missing; an error where only its rules were `asked` for."""
    message = f"mypy is not installed, so rules that need types did not run: {INSTALL}"
    if asked == [mypy_engine.ENGINE]:
        raise CannotRunError(message)
    progress()
    print(f"housestyle: {message}", file=sys.stderr)


def positive(text: str) -> int:
    """A number that an option takes."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text} is not a number above 0")
    return int(text)
