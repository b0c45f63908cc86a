"""A variable that no source has, in which a module tells others something through mypy's cache.

What it tells stands there as a literal type: so it is in mypy's cache, workers find it, and a
module where it changes has another interface, for which mypy checks the importers again, the daemon
too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.server.trigger import make_trigger
from mypy.types import LiteralType, get_proper_type

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mypy.checker import TypeChecker


def keep_in_variable(name: str, text: str, tree: n.MypyFile, checker: TypeChecker) -> None:
    """Let others read a text in a variable of this module, which has none for an empty text."""
    if not text:
        tree.names.pop(name, None)
        return
    variable = n.Var(name, LiteralType(text, checker.named_type("builtins.str")))
    variable._fullname = f"{tree.fullname}.{name}"  # noqa: SLF001 (mypy has no other way)
    variable.is_ready = True
    tree.names[name] = n.SymbolTableNode(
        n.GDEF, variable, module_public=False, plugin_generated=True
    )


def kept_in_variable(name: str, tree: n.MypyFile | None) -> str:
    """What a module that was checked before, now or in an earlier run, has kept; empty without."""
    symbol = tree.names.get(name) if tree else None
    declared = get_proper_type(symbol.type) if symbol else None
    return str(declared.value) if isinstance(declared, LiteralType) else ""


def depend_on_variable(
    name: str, modules: Iterable[str], tree: n.MypyFile, checker: TypeChecker
) -> None:
    """Let mypy check a module again when what these others keep in their variable changes."""
    for module in set(modules) - {tree.fullname}:
        checker.module_refs.add(module)
        trigger = make_trigger(f"{module}.{name}")
        tree.plugin_deps.setdefault(trigger, set()).add(tree.fullname)
