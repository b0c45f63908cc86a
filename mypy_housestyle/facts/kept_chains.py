"""What a module tells others of its blocking functions (see `kept_variable`)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from housestyle_core.facts.blocking.chains import Chain
from mypy_housestyle.facts.kept_variable import keep_in_variable, kept_in_variable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy.checker import TypeChecker
    from mypy.nodes import MypyFile

    Kept = Mapping[str, Chain | None]

KEPT_IN = "__housestyle_chains__"
"""The variable: from the full name of a function to its chain.

`decorator()` is what a decorator puts around a function, with None where that is asynchronous.
"""


def keep(found: Kept, tree: MypyFile, checker: TypeChecker) -> None:
    """Let other modules know what a module's functions do."""
    text = msgspec.json.encode(found, order="sorted").decode() if found else ""
    keep_in_variable(KEPT_IN, text, tree, checker)


def kept(tree: MypyFile | None) -> Kept:
    """What a module that was checked before, now or in an earlier run, has kept."""
    text = kept_in_variable(KEPT_IN, tree)
    return _decoded(text) if text else {}


@lru_cache(maxsize=512)
def _decoded(text: str) -> Kept:
    return msgspec.json.decode(text, type=dict[str, Chain | None])
