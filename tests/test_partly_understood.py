"""What mypy only partly understands makes no rule fail or find what is not there."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.data import BLOCK
from tests.engines import run
from tests.mypy_probe import need_support
from tests.projects import write

if TYPE_CHECKING:
    from tests.engines import Result

BLOCKS = BLOCK.findall(Path(__file__).with_name("partly_understood.md").read_text("utf-8"))
TABLE = '[tool.housestyle]\npresets = ["all"]\npreview = true\nengines = ["mypy"]\n'
CONFIG = """\
[mypy]
plugins = mypy_housestyle, pydantic.mypy
explicit_package_bases = true
show_column_numbers = true
"""
NEWER = "app/newer.py"
STRICT = ["--strict", "--ignore-missing-imports", "--check-untyped-defs", "--warn-unreachable"]
CERTAIN = "app/understood.py:5:12: error: what `json.loads` gives is read unvalidated: "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {name: source for kind, _, name, source in BLOCKS if kind == "py"}
    if sys.version_info < (3, 12):
        del files[NEWER]  # the names of it that others import are then unknown
    table = TABLE + "".join(source for kind, _, _, source in BLOCKS if kind == "toml")
    return write(tmp_path, {**files, "pyproject.toml": table, "mypy.ini": CONFIG})


def ours(result: Result) -> list[str]:
    """What the rules say, of all that mypy says."""
    return [line for line in result.out.splitlines() if "[hs-" in line]


@pytest.mark.parametrize("flags", [[], ["--no-native-parser"], STRICT], ids=" ".join)
def test_nothing_fails_and_nothing_is_made_up(folder: Path, flags: list[str]) -> None:
    need_support(*flags)

    def check() -> Result:
        return run("mypy", *flags, "app", cwd=folder, HOUSESTYLE_DEBUG="1")

    cold = check()
    assert cold.err == ""
    assert len(re.findall(r"\[(?:name-defined|attr-defined|misc|valid-type)\]", cold.out)) > 60
    (found,) = ours(cold)
    assert found.startswith(CERTAIN)
    with (folder / "app/api.py").open("a") as file:
        file.write("# seen anew\n")
    warm = check()
    assert warm.err == ""
    assert ours(warm) == [found]
