"""Processor time of `housestyle fix` beside Ruff, pyupgrade and Fixit, on what they fix.

    python benchmarks/fix_speed.py FOLDER [TOOL...]

Old spellings of types (HS203 to HS205; UP006, UP007, UP035, UP045 and F401; `--py312-plus`) are
fixed in a copy of the folder, by one process and without a cache, five times. Then every eighth
file is fixed alone, and what an empty file takes is subtracted: the median of these is what a file
costs. TOOL is the path of a `ruff`, a `pyupgrade` or a `fixit`. Fixit has one rule of this kind,
which writes `Optional` for a `Union` with None: its number is what one rule costs in LibCST.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

RUNS = 5
EACH = 8
TABLE = """\
[tool.housestyle]
presets = []
select = ["HS203", "HS204", "HS205"]
target-python = "3.12"

[tool.fixit]
root = true
enable = ["fixit.rules:ReplaceUnionWithOptional"]
disable = ["fixit.rules"]
"""
RUFF = ["check", "--fix", "--isolated", "--no-cache", "--quiet", "--target-version=py312"]
RULES = ["--select=UP006,UP007,UP035,UP045,F401", "--exit-zero", "."]


def main() -> None:
    """Print a line for each tool."""
    source, *tools = map(Path, sys.argv[1:])
    files = {file.relative_to(source): file.read_bytes() for file in sorted(source.rglob("*.py"))}
    for name, command in _commands(tools).items():
        times = [_time(command, files, name) for _ in range(RUNS)]
        spread = f"{min(times):.2f} to {max(times):.2f}"
        start = _alone(command, Path("empty.py"), b"", name)
        alone = [_alone(command, *file, name) - start for file in [*files.items()][::EACH]]
        middle = f"{statistics.median(alone) * 1000:6.1f} ms the median of {len(alone)} files"
        print(f"{name:12} {statistics.median(times):6.2f} s ({spread})  {middle}")


def _alone(command: list[str], path: Path, content: bytes, name: str) -> float:
    """The least of some runs, for what disturbs a run adds to it."""
    return min(_time(command, {path: content}, name) for _ in range(RUNS))


def _commands(tools: list[Path]) -> dict[str, list[str]]:
    ours = [sys.executable, "-m", "housestyle_core.cli", "fix", "--jobs=1", "--engine=flake8", "."]
    commands = {"housestyle": ours}
    arguments = {
        "fixit": ["fix", "--automatic", "."],
        "pyupgrade": ["--py312-plus", "--exit-zero-even-if-changed"],
        "ruff": [*RUFF, *RULES],
    }
    commands |= {tool.name: [str(tool.absolute()), *arguments[tool.name]] for tool in tools}
    return commands


def _time(command: list[str], files: Mapping[Path, bytes], name: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        for path, content in files.items():
            copy = Path(folder, "package", path)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)
        Path(folder, "pyproject.toml").write_text(TABLE)
        if name == "pyupgrade":
            command = [*command, *(f"package/{path}" for path in files)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
        assert done.returncode == 0 or name == "fixit", done.stderr  # Fixit's counts what it found
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
