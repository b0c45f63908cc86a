"""Processor time of `housestyle fix` beside Ruff, pyupgrade and Fixit, on what they fix.

    python benchmarks/fix_speed.py FOLDER [TOOL...]

Old spellings of types (HS203 to HS205; UP006, UP007, UP035, UP045 and F401; `--py312-plus`) are
fixed in a copy of the folder, by one process and without a cache, five times. TOOL is the path of a
`ruff`, a `pyupgrade` or a `fixit`. Fixit has one rule of this kind, which writes `Optional` for a
`Union` with None: its number is what a file and one rule cost in LibCST.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 5
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
    files = len(list(source.rglob("*.py")))
    for name, command in _commands(tools).items():
        times = [_time(command, source, name) for _ in range(RUNS)]
        middle = statistics.median(times)
        spread = f"{min(times):.2f} to {max(times):.2f}"
        print(f"{name:12} {middle:6.2f} s ({spread})  {middle / files * 1000:6.1f} ms a file")


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


def _time(command: list[str], source: Path, name: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, source.name)
        shutil.copytree(source, copy)
        Path(folder, "pyproject.toml").write_text(TABLE)
        if name == "pyupgrade":
            command = [*command, *map(str, copy.rglob("*.py"))]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
        assert done.returncode == 0 or name == "fixit", done.stderr  # Fixit's counts what it found
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
