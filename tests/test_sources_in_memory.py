"""The sources that the typed rules keep at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import MypyFile

from housestyle_core.config import settings_for
from mypy_housestyle.facts.source import KEPT, let_go, source_of
from tests.library import table
from tests.projects import write

if TYPE_CHECKING:
    from pathlib import Path


def module(folder: Path, name: str, lines: int) -> MypyFile:
    write(folder, {"pyproject.toml": table("HS101"), name: "x = 1\n" * lines})
    tree = MypyFile([], [])
    tree.path = str(folder / name)
    return tree


def test_the_source_that_was_asked_for_last_stays_however_long_it_is(tmp_path: Path) -> None:
    tree = module(tmp_path, "long.py", KEPT + 1)
    settings = settings_for(tree.path, "mypy")
    source = source_of(tree, settings)
    let_go()
    assert source is not None
    assert source_of(tree, settings) is source


def test_what_was_asked_for_before_goes(tmp_path: Path) -> None:
    first, last = (module(tmp_path, name, KEPT + 1) for name in ("first.py", "last.py"))
    settings = settings_for(first.path, "mypy")
    source = source_of(first, settings)
    source_of(last, settings)
    let_go()
    assert source_of(first, settings) is not source
