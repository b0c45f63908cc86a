"""Projects on disk, and copies of the packages with rules that only a test has."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("housestyle_core", "flake8_housestyle", "mypy_housestyle")


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files by their path below `folder`, which is handed back."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


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
