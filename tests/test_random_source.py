"""No source makes a rule crash or point outside the file."""

from __future__ import annotations

import ast
import sysconfig
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from housestyle_core.checker import check_tree
from housestyle_core.environment import DEBUG_VARIABLE
from housestyle_core.tree.source import UnreadableError, parse, read_lines
from tests.random_source import MODULES

if TYPE_CHECKING:
    from collections.abc import Iterator

LIBRARY = Path(sysconfig.get_path("stdlib"))
FILES = sorted(
    file
    for file in LIBRARY.rglob("*.py")
    if not {"site-packages", "bad_coding", "lib2to3"} & set(file.parts)
)
SAMPLE = FILES[:: max(1, len(FILES) // 150)]


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder where every rule is on and one that fails raises."""
    folder = tmp_path_factory.mktemp("project")
    table = '[tool.housestyle]\npresets = ["all"]\npreview = true\n'
    (folder / "pyproject.toml").write_text(table)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(DEBUG_VARIABLE, "1")
        yield folder


def check(path: Path, lines: list[str]) -> Counter[str]:
    """How often each rule speaks; every finding proved to lie in the file."""
    found = list(check_tree(str(path), parse(lines), lines))
    for item in found:
        assert 1 <= item.line <= item.end_line <= max(1, len(lines)), item
        assert (item.line, item.column) <= (item.end_line, item.end_column), item
        assert 1 <= item.column <= len(lines[item.line - 1]) + 1, item
        assert 1 <= item.end_column <= len(lines[item.end_line - 1]) + 1, item
        assert item.message == item.message.strip()
        assert "\n" not in item.message
    return Counter(item.rule.code for item in found)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(MODULES)
def test_random_modules(folder: Path, source: str) -> None:
    lines = source.splitlines(keepends=True)
    try:
        parse(lines)
    except UnreadableError:
        return
    for name in ("module.py", "tests/test_module.py", "app/routes.py", "module.pyi"):
        check(folder / name, lines)


def test_random_modules_are_mostly_python_and_are_found_fault_with(folder: Path) -> None:
    valid, found = [], Counter[str]()

    @settings(max_examples=100, deadline=None, database=None, derandomize=True)
    @given(MODULES)
    def gather(source: str) -> None:
        lines = source.splitlines(keepends=True)
        try:
            parse(lines)
        except UnreadableError:
            valid.append(False)
        else:
            valid.append(True)
            found.update(check(folder / "module.py", lines))

    gather()
    assert sum(valid) > len(valid) / 2
    assert found.total() > 20


@pytest.mark.parametrize("part", range(3))
def test_the_standard_library(folder: Path, part: int) -> None:
    read = 0
    for file in SAMPLE[part::3]:
        try:
            lines = read_lines(str(file))
            parse(lines)
        except UnreadableError:
            continue
        check(folder / file.name, lines)
        read += 1
    assert read > 40


@pytest.mark.parametrize(
    "source",
    [
        "x = a" + ".b" * 900,
        "x = a" + "()" * 900,
        "x = a" + "[0]" * 900,
        "x = " + "[" * 90 + "]" * 90,
        "def f(a=" + "[" * 90 + "]" * 90 + "): ...",
        "def f(a=[" + "b" + ".c" * 900 + "]): ...",
        "x: " + "a[" * 90 + "int" + "]" * 90,
        "x: '" + "a[" * 90 + "int" + "]" * 90 + "'",
        "x: " + " | ".join(["int"] * 900),
        "x: '" + " | ".join(["int"] * 5000) + "'",
        "x = " + " + ".join(["time.sleep(1)"] * 900),
        "x = " + "not " * 500 + "a",
        "x = " + "lambda: " * 90 + "open(a)",
        "\n".join(" " * depth + f"def f{depth}(a=[]):" for depth in range(95)) + " ...",
        "\n".join(" " * depth + f"class C{depth}:" for depth in range(95)) + " ...",
        "\n".join(" " * depth + f"async def f{depth}():" for depth in range(95)) + " open(a)",
        "if a: ...\n" + "elif b: open(x)\n" * 400,
        "\n".join(f"x{number + 1} = x{number}" for number in range(3000)) + "\nx3000()",
    ],
    ids=lambda source: source[:24],
)
def test_deep_source(folder: Path, source: str) -> None:
    lines = f"{source}\n".splitlines(keepends=True)
    ast.parse(source)
    for name in ("module.py", "module.pyi"):
        check(folder / name, lines)
