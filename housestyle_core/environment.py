"""What Housestyle takes from the environment."""

from __future__ import annotations

import os

DEBUG_VARIABLE = "HOUSESTYLE_DEBUG"


def is_debugging() -> bool:
    """Whether a bug in a rule raises where it happens; otherwise it becomes a finding."""
    return bool(os.environ.get(DEBUG_VARIABLE))
