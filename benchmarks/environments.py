"""What the benchmarks share: environments that they make, and commands whose CPU time is taken."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent.parent


class Run(NamedTuple):
    """What a command printed, and the CPU seconds of it and of its child processes."""

    out: str
    seconds: float


def environment(home: Path, packages: tuple[str, ...]) -> Path:
    """A virtual environment at `home` with these packages, made when it is first asked for."""
    if not home.exists():
        uv("venv", "--quiet", "--python", sys.executable, str(home))
        python = str(home / "bin" / "python")
        uv("pip", "install", "--quiet", "--compile-bytecode", "--python", python, *packages)
    return home


def timed(home: Path, command: tuple[str, ...], folder: Path) -> Run:
    """Run a tool of an environment in a folder. Raises SystemExit where the tool itself fails."""
    tool, *arguments = command
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [str(home / "bin" / tool), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1) or done.stderr:
        raise SystemExit(f"{' '.join(command)}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return Run(done.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def uv(*arguments: str) -> None:
    """Run uv; its own message says what went wrong."""
    subprocess.run(["uv", *arguments], check=True)
