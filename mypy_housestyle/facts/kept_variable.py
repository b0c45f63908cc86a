"""A variable that no source has, in which a module tells others something through mypy's cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.types import LiteralType

if TYPE_CHECKING:
    from mypy.checker import TypeChecker


def keep_in_variable(name: str, text: str, tree: n.MypyFile, checker: TypeChecker) -> None:
    """Put a variable with that text for its type into a module, whose interface changes with it."""
    variable = n.Var(name, LiteralType(text, checker.named_type("builtins.str")))
    variable._fullname = f"{tree.fullname}.{name}"  # noqa: SLF001 (mypy has no other way)
    variable.is_ready = True
    tree.names[name] = n.SymbolTableNode(
        n.GDEF, variable, module_public=False, plugin_generated=True
    )
