"""The models of the project that a name in a type stands for."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import mypy.nodes as n

from mypy_housestyle.facts.class_kinds import is_entity, is_model
from mypy_housestyle.facts.contained import contained
from mypy_housestyle.facts.ours import is_ours

if TYPE_CHECKING:
    from mypy_housestyle.facts.class_kinds import Around


def named_models(name: ast.expr, around: Around) -> list[n.TypeInfo]:
    """The model of the project behind a name of the module, or those behind an alias.

    None for a generic one, which only wraps others, and for one that is a table, too.
    """
    found = _symbol(name, around)
    if isinstance(found, n.TypeAlias):
        classes = [part.type for part in contained(found.target)]
    else:
        classes = [found] if isinstance(found, n.TypeInfo) else []
    return [info for info in classes if _is_own_model(info, around)]


def _is_own_model(info: n.TypeInfo, around: Around) -> bool:
    return (
        is_model(info)
        and not info.type_vars
        and is_ours(info.module_name, around.checker)
        and not is_entity(info, around)
    )


def _symbol(name: ast.expr, around: Around) -> n.SymbolNode | None:
    """What a name of the module stands for, also behind the module that it is imported from."""
    match name:
        case ast.Name(id=key):
            names = around.checker.tree.names
        case ast.Attribute(value=owner, attr=key):
            module = _symbol(owner, around)
            names = module.names if isinstance(module, n.MypyFile) else n.SymbolTable()
        case _:
            return None
    symbol = names.get(key)
    return symbol.node if symbol else None
