"""What a module tells others of its blocking functions, through mypy's own symbol tables.

It stands in a variable that the source does not have, as a literal type: so it is in mypy's cache,
workers find it, and a module where it changes has another interface, for which mypy checks the
importers again, the daemon too.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
import mypy.nodes as n
from mypy.types import LiteralType, get_proper_type

from housestyle_core.facts.blocking.chains import Chain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy.checker import TypeChecker

    Kept = Mapping[str, Chain | None]

KEPT_IN = "__housestyle_chains__"
"""The variable: from the full name of a function to its chain.

`decorator()` is what a decorator puts around a function, with None where that is asynchronous.
"""


def keep(found: Kept, tree: n.MypyFile, checker: TypeChecker) -> None:
    """Let other modules know what a module's functions do; a module without any keeps nothing."""
    if not found:
        tree.names.pop(KEPT_IN, None)
        return
    text = msgspec.json.encode(found, order="sorted").decode()
    variable = n.Var(KEPT_IN, LiteralType(text, checker.named_type("builtins.str")))
    variable._fullname = f"{tree.fullname}.{KEPT_IN}"  # noqa: SLF001 (mypy has no other way)
    variable.is_ready = True
    tree.names[KEPT_IN] = n.SymbolTableNode(
        n.GDEF, variable, module_public=False, plugin_generated=True
    )


def kept(tree: n.MypyFile | None) -> Kept:
    """What a module that was checked before, now or in an earlier run, has kept."""
    symbol = tree.names.get(KEPT_IN) if tree else None
    declared = get_proper_type(symbol.type) if symbol else None
    if not isinstance(declared, LiteralType):
        return {}
    return _decoded(str(declared.value))


@lru_cache(maxsize=512)
def _decoded(text: str) -> Kept:
    return msgspec.json.decode(text, type=dict[str, Chain | None])
