"""Every rule against the examples in its docstring and against its data file; nothing else here."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mypy.version import __version__ as mypy_version

from housestyle_core.catalogue import rules
from housestyle_core.rule_docs import rule_docs
from tests.data import Case, Found, read_cases, table_for
from tests.engines import flake8_engine, mypy_engine, run

if TYPE_CHECKING:
    from housestyle_core.catalogue import Rule

DATA = sorted((Path(__file__).parent / "rules").glob("*.md"))
RULES = list(rules().values())


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache for all; none with mypy 2.1, which reads no parameter back that is a `TypeForm`."""
    if mypy_version.startswith("2.1."):
        return Path(os.devnull)
    return tmp_path_factory.mktemp("mypy-cache")


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.stem)
def test_flake8_half(path: Path, tmp_path: Path) -> None:
    for number, case in enumerate(read_cases(path)):
        folder = tmp_path / f"case{number}"
        case.write(folder)
        assert flake8_engine(folder, case.files) == _expected(case, "flake8"), case.title


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.stem)
def test_real_flake8_by_path_and_by_stdin(path: Path, tmp_path: Path) -> None:
    wanted = []
    piped: tuple[Path, str] | None = None
    for number, case in enumerate(read_cases(path)):
        folder = tmp_path / f"case{number}"
        case.write(folder)
        for found in _expected(case, "flake8"):
            place = f"case{number}/{found.file}"
            wanted.append(f"{place}:{found.line}:{case.rule.code} {found.message}")
            piped = piped or (tmp_path / place, case.files[found.file])
    arguments = ("--isolated", "--select=HS")
    by_path = run("flake8", *arguments, "--filename=*.py,*.pyi", ".", cwd=tmp_path)
    assert _without_columns(by_path.out) == sorted(wanted)
    if piped:
        name = piped[0].relative_to(tmp_path).as_posix()
        display = f"--stdin-display-name={name}"
        by_stdin = run("flake8", *arguments, display, "-", cwd=tmp_path, stdin=piped[1])
        same_file = [line for line in by_path.out.splitlines() if line[2:].startswith(f"{name}:")]
        assert [f"./{line}" for line in by_stdin.out.splitlines()] == same_file


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.stem)
def test_mypy_half(path: Path, tmp_path: Path, cache: Path) -> None:
    cases = read_cases(path)
    if "mypy" not in cases[0].rule.modules:
        assert not any(_expected(case, "mypy") for case in cases)
        return
    together = {f"case{number}": case for number, case in enumerate(cases) if len(case.files) == 1}
    for name, case in together.items():
        case.write(tmp_path / name)
    names = [f"{name}/{file}" for name, case in together.items() for file in case.files]
    wanted = [
        found._replace(file=f"{name}/{found.file}")
        for name, case in together.items()
        for found in _expected(case, "mypy")
    ]
    assert mypy_engine(tmp_path, names, cache) == sorted(wanted)
    for number, case in enumerate(cases):
        if len(case.files) > 1:
            folder = tmp_path / f"alone{number}"
            case.write(folder)
            assert mypy_engine(folder, case.files, cache) == _expected(case, "mypy"), case.title


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_docstring_examples(rule: Rule, tmp_path: Path, cache: Path) -> None:
    for engine in rule.modules:
        docs = rule_docs(rule, engine)
        files = {}
        for title, source in (("bad", docs.bad), ("good", docs.good)):
            folder = tmp_path / engine / title
            folder.mkdir(parents=True)
            (folder / "pyproject.toml").write_text(table_for(rule, docs.configuration))
            named = re.match(r"# (\w+\.py)\n", source)
            files[title] = named[1] if named else "module.py"
            (folder / files[title]).write_text(source)
        if docs.configuration:  # it may name modules, which are others where folders are packages
            runs = [(tmp_path / engine / title, [file]) for title, file in files.items()]
        else:
            runs = [(tmp_path / engine, [f"{title}/{file}" for title, file in files.items()])]
        found = {
            (folder / item.file).parent.name
            for folder, names in runs
            for item in _found(engine, folder, names, cache)
        }
        assert found == {"bad"}, engine


def _found(engine: str, folder: Path, names: list[str], cache: Path) -> list[Found]:
    """What one engine says of files."""
    if engine == "flake8":
        return flake8_engine(folder, names)
    return mypy_engine(folder, names, cache)


def test_every_rule_has_data_and_nothing_else_does() -> None:
    stems = {f"{rule.code.lower()}_{rule.name.replace('-', '_')}" for rule in RULES}
    assert {path.stem for path in DATA} == stems


def _expected(case: Case, engine: str) -> list[Found]:
    return [found for found in case.expected if found.engine == engine]


def _without_columns(out: str) -> list[str]:
    return sorted(re.sub(r"^\./(.*?):(\d+):\d+: ", r"\1:\2:", line) for line in out.splitlines())
