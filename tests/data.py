"""Read a rule's test data: Markdown whose Python blocks say below each line what is found there.

A heading `## …` opens a case, a project of its own. ```` ```py app/routes.py ```` is a file of it
(`module.py` without a path), ```` ```toml ```` is added to its `[tool.housestyle]`, which switches
on the rule and nothing else. `# F text => message` below a line: flake8 reports `message` on that
line at `text`; `# M text => message`: mypy does. What no comment expects must not be reported.
A heading that ends in `(Python 3.12)` opens a case in the syntax of that version.

```` ```py fixed ```` (`fixed app/routes.py`) is that file without its expectations, and with the
rule's safe fixes; ```` ```py unsafe ```` is that file with the unsafe ones too. Where one of them
is missing, there are no such fixes. What both engines find is fixed.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, NamedTuple

from housestyle_core.catalogue import RULE_FILE, rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from housestyle_core.catalogue import Rule

BLOCK = re.compile(
    r"^```(py|pyi|toml)(?: (fixed|unsafe))?(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
SYNTAX = re.compile(r"\(Python 3\.(\d+)\)$")
EXPECTATION = re.compile(r"^\s*# ([FM]) (.+?) => (.+)$")
ENGINE = {"F": "flake8", "M": "mypy"}


class Found(NamedTuple):
    """What one engine says of one place; `text` is the source there, up to the end of its line."""

    engine: str
    file: str
    line: int
    text: str
    message: str


class Case(NamedTuple):
    """One project of a rule's data: its files by path, its configuration, what must be found.

    `repaired` has, under `fixed` and under `unsafe`, what becomes of files.
    """

    rule: Rule
    title: str
    files: dict[str, str]
    table: str
    expected: list[Found]
    repaired: dict[str, dict[str, str]]

    def write(self, folder: Path) -> None:
        """Lay the project out in `folder`."""
        for name, source in {**self.files, "pyproject.toml": self.table}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source, encoding="utf-8")


def read_cases(path: Path) -> list[Case]:
    """The cases of a data file, which is named as the rule's file is."""
    match = RULE_FILE.fullmatch(path.with_suffix(".py").name)
    assert match, path
    rule = rules()[match[1].upper()]
    _, *parts = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [_case(rule, part) for part in parts if _is_readable(part.partition("\n")[0])]


def _is_readable(title: str) -> bool:
    """Whether this Python knows the syntax of a case."""
    version = SYNTAX.search(title)
    return version is None or sys.version_info >= (3, int(version[1]))


def _case(rule: Rule, part: str) -> Case:
    title, _, body = part.partition("\n")
    files: dict[str, str] = {}
    repaired: dict[str, dict[str, str]] = {"fixed": {}, "unsafe": {}}
    extra = ""
    for language, stage, name, source in BLOCK.findall(body):
        if language == "toml":
            extra += source
        else:
            repaired.get(stage, files)[name or f"module.{language}"] = source
    expected = [found for name, source in files.items() for found in _expected(name, source)]
    return Case(rule, title, files, table_for(rule, extra), sorted(expected), repaired)


def table_for(rule: Rule, extra: str = "") -> str:
    """A `pyproject.toml` that switches on one rule and nothing else."""
    return f'[tool.housestyle]\npresets = []\nselect = ["{rule.code}"]\n{extra}'


def without_expectations(source: str) -> str:
    """A file of a case as it would be in a project."""
    lines = source.splitlines(keepends=True)
    return "".join(line for line in lines if not EXPECTATION.match(line.rstrip("\n")))


def _expected(name: str, source: str) -> Iterator[Found]:
    code_line = 0
    for number, line in enumerate(source.splitlines(), 1):
        if match := EXPECTATION.match(line):
            yield Found(ENGINE[match[1]], name, code_line, match[2], match[3])
        else:
            code_line = number
