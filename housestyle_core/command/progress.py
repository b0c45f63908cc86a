"""What the command says on a terminal while it works."""

from __future__ import annotations

import sys

ERASE = "\r\033[K"


def progress(text: str = "") -> None:
    """Replace the progress line, or erase it; silent where standard error is no terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(ERASE + text)
        sys.stderr.flush()
