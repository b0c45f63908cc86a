"""Every fix against the pairs of before and after in the rules' data files."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from housestyle_core.catalogue import rules
from housestyle_core.command.fix import fix_file
from housestyle_core.command.fix_typed import Task
from housestyle_core.fix.passes import Wanted
from housestyle_core.rule_docs import is_fixable
from tests.data import Case, read_cases, without_expectations
from tests.engines import MYPY_CONFIG
from tests.projects import housestyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from housestyle_core.catalogue import Rule

WITH_FIX = [rule for rule in rules().values() if is_fixable(rule)]
FIXABLE = [rule for rule in WITH_FIX if "flake8" in rule.modules]
TYPED = [rule for rule in WITH_FIX if "flake8" not in rule.modules]
STAGES = {"fixed": Wanted(), "unsafe": Wanted(unsafe=True)}
BOM = "\ufeff"
INDENTED = re.compile(r"^(?: {4})+", re.MULTILINE)
LAYOUTS: dict[str, Callable[[str], str]] = {
    "as written": str,
    "CRLF": lambda source: source.replace("\n", "\r\n"),
    "tabs": lambda source: INDENTED.sub(lambda spaces: "\t" * (len(spaces[0]) // 4), source),
    "byte order mark": lambda source: BOM + source,
    "no newline at the end": lambda source: source.removesuffix("\n"),
}


def _cases(rule: Rule) -> list[Case]:
    name = f"{rule.code.lower()}_{rule.name.replace('-', '_')}.md"
    return read_cases(Path(__file__).parent / "rules" / name)


def _write(case: Case, folder: Path) -> None:
    files = {name: without_expectations(source) for name, source in case.files.items()}
    case._replace(files=files).write(folder)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("rule", FIXABLE, ids=lambda rule: rule.code)
def test_pairs(rule: Rule, stage: str, layout: str, tmp_path: Path) -> None:
    pairs = 0
    for number, case in enumerate(_cases(rule)):
        folder = tmp_path / str(number)
        _write(case, folder)
        for name, wanted in case.repaired[stage].items():
            path, laid_out = folder / name, LAYOUTS[layout]
            path.write_bytes(laid_out(path.read_text(encoding="utf-8")).encode())
            outcome = fix_file(Task(str(path), ()), STAGES[stage])
            assert outcome.failure is None
            assert path.read_bytes().decode() == laid_out(wanted), case.title
            pairs += 1
    assert pairs or stage == "unsafe", "every fix has a pair of before and after"


@pytest.mark.parametrize("rule", TYPED, ids=lambda rule: rule.code)
def test_pairs_of_what_mypy_finds(rule: Rule, tmp_path: Path) -> None:
    pairs = 0
    for number, case in enumerate(_cases(rule)):
        for stage, repaired in case.repaired.items():
            if repaired:
                folder = tmp_path / f"{number}-{stage}"
                _write(case, folder)
                (folder / "mypy.ini").write_text(MYPY_CONFIG)
                housestyle("fix", *(["--unsafe"] if stage == "unsafe" else []), ".", cwd=folder)
            for name, wanted in repaired.items():
                assert (folder / name).read_text(encoding="utf-8") == wanted, case.title
                pairs += 1
    assert pairs, "every fix has a pair of before and after"


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("rule", FIXABLE, ids=lambda rule: rule.code)
def test_all_cases_stay_valid_and_a_second_run_changes_nothing(
    rule: Rule, stage: str, tmp_path: Path
) -> None:
    for number, case in enumerate(_cases(rule)):
        folder = tmp_path / str(number)
        _write(case, folder)
        for name in case.files:
            task = Task(str(folder / name), ())
            first = fix_file(task, STAGES[stage])
            assert first.failure is None, (case.title, first.failure)
            ast.parse((folder / name).read_text(encoding="utf-8"))
            second = fix_file(task, STAGES[stage])
            assert (second.new, second.done) == (first.new, {}), case.title


@pytest.mark.parametrize("rule", FIXABLE, ids=lambda rule: rule.code)
def test_what_is_not_found_is_not_touched(rule: Rule, tmp_path: Path) -> None:
    clean = 0
    for number, case in enumerate(_cases(rule)):
        folder = tmp_path / str(number)
        _write(case, folder)
        reported = {found.file for found in case.expected if found.engine == "flake8"}
        for name in case.files.keys() - reported:
            outcome = fix_file(Task(str(folder / name), ()), STAGES["unsafe"])
            assert (outcome.failure, outcome.done) == (None, {}), case.title
            assert outcome.new == outcome.old
            clean += 1
    assert clean
