"""Small projects on disk, and the command run over them."""

from __future__ import annotations

import signal
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

from housestyle_core.catalogue import rules
from tests.engines import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.engines import Result

COMMAND = "housestyle_core.cli"
MUTABLE_DEFAULT = rules()["HS311"]
FAULT = "def f(a=[]): ...\n"


def housestyle(*arguments: str, cwd: Path, **env: str) -> Result:
    """Run `housestyle` in a folder, as a user would."""
    return run(COMMAND, *arguments, cwd=cwd, **env)


def write(folder: Path, files: dict[str, str]) -> Path:
    """Lay files out below a folder, which is given back."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def apply_patch(patch: str, folder: Path) -> None:
    """Change files as `housestyle fix --diff` says."""
    command = ["git", "apply", "-p0", "--whitespace=nowarn", "-"]
    subprocess.run(command, cwd=folder, input=patch, check=True, encoding="utf-8")


@contextmanager
def heeded_interrupts() -> Iterator[None]:
    """Start processes that can be interrupted, though a shell may run the tests so that none is."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
