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
TYPED = [rule for rule in WITH_FIX if "mypy" in rule.modules]
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


def _write(case: Case, folder: Path, layout: str = "as written") -> None:
    case._replace(files={}).write(folder)
    for name, source in case.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(LAYOUTS[layout](without_expectations(source)).encode())


def _read(path: Path) -> str:
    return path.read_bytes().decode()


def _repaired(case: Case, stage: str) -> dict[str, str]:
    """What becomes of the files with blocks: a file that has only one is changed by that alone."""
    fixed, unsafe = case.repaired["fixed"], case.repaired["unsafe"]
    kept = {name: without_expectations(case.files[name]) for name in unsafe}
    return kept | fixed if stage == "fixed" else fixed | unsafe


def _is_typed(case: Case) -> bool:
    """Whether what becomes of a case depends on what mypy finds."""
    return any(found.engine == "mypy" for found in case.expected)


def _can_stand_anywhere(case: Case) -> bool:
    """Whether the modules of a case know each other by relative imports, if at all."""
    names = {re.split(r"[/.]", name)[0] for name in case.files}
    imported = re.compile(rf"^(?:from|import) (?:{'|'.join(names)})\b", re.MULTILINE)
    return not any(imported.search(source) for source in case.files.values())


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("rule", FIXABLE, ids=lambda rule: rule.code)
def test_pairs(rule: Rule, stage: str, layout: str, tmp_path: Path) -> None:
    pairs = 0
    for number, case in enumerate(_cases(rule)):
        if _is_typed(case):
            continue
        folder = tmp_path / str(number)
        _write(case, folder, layout)
        for name, wanted in _repaired(case, stage).items():
            outcome = fix_file(Task(str(folder / name), ()), STAGES[stage])
            assert outcome.failure is None
            assert _read(folder / name) == LAYOUTS[layout](wanted), case.title
            pairs += 1
    assert pairs, "every fix has a pair of before and after"


@pytest.mark.parametrize("stage", STAGES)
def test_pairs_of_what_mypy_finds(stage: str, tmp_path: Path) -> None:
    # One run of mypy is for all, but for cases that have modules of the top level.
    config = f"{MYPY_CONFIG}cache_dir = {tmp_path / 'cache'}\n"
    (tmp_path / "mypy.ini").write_text(config)
    cases = [case for rule in TYPED for case in _cases(rule) if _is_typed(case)]
    wanted: dict[Path, tuple[Case, str]] = {}
    for number, case in enumerate(case for case in cases if any(case.repaired.values())):
        together = _can_stand_anywhere(case)
        for index, layout in enumerate(LAYOUTS if together else ["as written"]):
            folder = tmp_path / f"case{number}_{index}"
            _write(case, folder, layout)
            if not together:
                (folder / "mypy.ini").write_text(config)
            for name, text in _repaired(case, stage).items():
                wanted[folder / name] = case, LAYOUTS[layout](text)
    command = ("fix", *(["--unsafe"] if stage == "unsafe" else []))
    first = housestyle(*command, ".", cwd=tmp_path)
    assert first.status == 0, first.err
    for path, (case, text) in wanted.items():
        assert _read(path) == text, (case.title, path)
    assert housestyle(*command, "--check", ".", cwd=tmp_path).status == 0
    assert {case.rule.code for case, _ in wanted.values()} == {rule.code for rule in TYPED}


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
