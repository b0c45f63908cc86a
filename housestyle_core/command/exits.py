"""How the command ends, and the error that a person can do something about."""

from __future__ import annotations

import os
from pathlib import Path

CLEAN = 0
FINDINGS = 1
COULD_NOT_RUN = 2
INTERRUPTED = 130
READER_GONE = 141


class CannotRunError(Exception):
    """What stops the command, in words that say what is wrong and what to do."""


def shown_path(path: str | Path) -> str:
    """A path as it is shown: from the working directory where it lies below it."""
    absolute = Path(os.path.abspath(path))
    here = Path.cwd()
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else path)
