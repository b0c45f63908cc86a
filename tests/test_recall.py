"""The labelled styles are well formed; Housestyle finds of them what the documentation says."""

from __future__ import annotations

import ast
import re
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.recall import HALVES, PEERS, STYLES, Contestant, Style, read_styles, run

DOCS = Path(__file__).parent.parent / "docs" / "blocking-calls.md"
ALL = {f"{style.group}/{style.name}": style for style in read_styles()}
NAMES = [contestant.name for contestant in (*HALVES, *PEERS)]
ROW = re.compile(r"^\| (\w+/\w+) \| (.+) \|$", re.MULTILINE)


@pytest.mark.parametrize("style", ALL.values(), ids=list(ALL))
def test_a_style_has_a_blocking_line_and_a_clean_twin(style: Style) -> None:
    assert style.blocking
    marked: list[bool] = []
    for name in style.files:
        lines = {line for file, line in style.blocking | style.repeated if file == name}
        tree = ast.parse((STYLES / name).read_text(encoding="utf-8"))
        assert ast.get_docstring(tree)
        coroutines = [node for node in ast.walk(tree) if isinstance(node, ast.AsyncFunctionDef)]
        spans = [range(node.lineno, (node.end_lineno or 0) + 1) for node in coroutines]
        assert all(any(line in span for span in spans) for line in lines)
        marked += [any(line in span for line in lines) for span in spans]
    assert set(marked) == {True, False}


def test_the_documentation_lists_every_style_and_adds_them_up() -> None:
    table = _documented()
    assert list(table) == list(ALL)
    text = DOCS.read_text(encoding="utf-8")
    for column, name in enumerate(NAMES):
        cells = [row[column] for row in table.values()]
        found, blocking = (
            sum(int(cell.strip("!").split("/")[n]) for cell in cells) for n in (0, 1)
        )
        false = sum(cell.count("!") for cell in cells)
        assert blocking == sum(len(style.blocking) for style in ALL.values())
        row = rf"^\| {re.escape(name)} \|.* {found} of {blocking} \| {false} \|"
        assert re.search(row, text, re.MULTILINE), name


@pytest.mark.parametrize("half", HALVES, ids=lambda half: half.name)
def test_housestyle_finds_what_the_documentation_says(half: Contestant, tmp_path: Path) -> None:
    places = run(half, Path(sys.prefix), tmp_path / "styles").places
    for name, row in _documented().items():
        style = ALL[name]
        cell = row[NAMES.index(half.name)]
        assert style.false_alarms(places) <= cell.count("!"), name
        if half.engines == ("flake8",) or _is_installed(style):
            assert style.found(places) >= int(cell.partition("/")[0]), name


def _documented() -> dict[str, list[str]]:
    text = DOCS.read_text(encoding="utf-8")
    return {name: cells.split(" | ") for name, cells in ROW.findall(text)}


def _is_installed(style: Style) -> bool:
    """Whether the libraries that a style uses are here, so that mypy knows their types."""
    sources = [(STYLES / name).read_text(encoding="utf-8") for name in style.files]
    imported = {name for source in sources for name in re.findall(r"(?:from|import) (\w+)", source)}
    return all(find_spec(name) or (STYLES / name).is_dir() for name in imported)
