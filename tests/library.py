"""Copies of the packages with rules that only a test has, and tables that switch rules on."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.projects import write

ROOT = Path(__file__).parent.parent
PACKAGES = ("housestyle_core", "flake8_housestyle", "mypy_housestyle")


def table(*rules: str, extra: str = "") -> str:
    """A `pyproject.toml` that switches on these rules and no other."""
    words = ", ".join(f'"{rule}"' for rule in rules)
    return f"[tool.housestyle]\npresets = []\nselect = [{words}]\n{extra}"


def packages_with(folder: Path, files: dict[str, str]) -> Path:
    """A copy of the packages with more files in it, to be put first on `PYTHONPATH`."""
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / package, folder / package, ignore=ignored)
    return write(folder, files)
