"""Run the real engines over projects on disk."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from contextlib import chdir
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from mypy import api

from housestyle_core.checker import check_tree
from tests.data import Found

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MYPY_CONFIG = """\
[mypy]
plugins = mypy_housestyle, pydantic.mypy
ignore_missing_imports = true
explicit_package_bases = true
"""

_seconds = count(1)


class Result(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str


def run(*command: str | Path, cwd: Path, stdin: str | None = None, **env: str) -> Result:
    """Run a module of this interpreter (`flake8`, `mypy`, …) in a folder, as a user would."""
    done = subprocess.run(
        [sys.executable, "-m", *map(str, command)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1", **env},
    )
    return Result(done.returncode, done.stdout, done.stderr)


def flake8_engine(folder: Path, names: Iterable[str]) -> list[Found]:
    """What the rules of the flake8 engine find, with the text that each finding covers."""
    found = []
    for name in names:
        source = (folder / name).read_text(encoding="utf-8")
        lines = source.splitlines(keepends=True)
        for item in check_tree(str(folder / name), ast.parse(source), lines):
            end = item.end_column - 1 if item.end_line == item.line else None
            text = lines[item.line - 1][item.column - 1 : end].rstrip("\n")
            found.append(Found("flake8", name, item.line, text, item.message))
    return sorted(found)


def mypy_engine(folder: Path, names: Iterable[str], cache: Path, *flags: str) -> list[Found]:
    """What mypy says of the files, its own errors with their code, ours as the data has them."""
    (folder / "mypy.ini").write_text(MYPY_CONFIG)
    _make_distinct(folder)
    with chdir(folder):
        out, err, _ = api.run(
            ["--config-file=mypy.ini", f"--cache-dir={cache}", "--output=json", *flags, *names]
        )
    assert not err, err
    lines = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
    return sorted(_typed(folder, item) for item in lines if item["severity"] == "error")


def _make_distinct(folder: Path) -> None:
    """Give files a second of their own: in the same one, mypy takes another of the same size for
    the one in its cache.
    """
    second = next(_seconds)
    for path in folder.rglob("*.py*"):
        os.utime(path, (second, second))


def _typed(folder: Path, item: dict[str, Any]) -> Found:
    lines = (folder / item["file"]).read_text(encoding="utf-8").splitlines()
    line = lines[item["line"] - 1]
    same_line = item["end_line"] == item["line"]
    text = line[item["column"] : item["end_column"] if same_line else None]
    ours = str(item["code"]).startswith("hs-")
    message = item["message"] if ours else f"{item['message']} [{item['code']}]"
    return Found("mypy", item["file"], item["line"], text, message)
