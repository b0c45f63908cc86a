"""What the configuration says of blocking in the code of a module: each has its own settings."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.config import settings_for
from housestyle_core.facts.blocking.chains import Options as ChainOptions
from housestyle_core.facts.blocking.lookup import options_of
from housestyle_core.record import Record
from mypy_housestyle.codes import ENGINE

if TYPE_CHECKING:
    from housestyle_core.config import Settings
    from housestyle_core.facts.blocking.lookup import Options


class Said(Record):
    """What blocks by itself (HS101), and which functions may block nevertheless (HS102)."""

    calls: Options
    functions: ChainOptions


def said_of(path: str) -> Said:
    """What holds for the module at a path."""
    return _said(settings_for(path, ENGINE))


@lru_cache(maxsize=64)
def _said(settings: Settings) -> Said:
    state = settings.rules.get("HS102")
    functions = state.load(ENGINE)[1][0] if state else ChainOptions()
    return Said(options_of(settings), functions)  # type: ignore[arg-type]
