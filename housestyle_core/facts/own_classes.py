"""What the classes of a file bind and inherit, by the names that `own_class` gives them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.annotated import OWN
from housestyle_core.facts.blocking.public_names import public_name
from housestyle_core.facts.classes import foreign_bases, lineage

if TYPE_CHECKING:
    from housestyle_core.tree.context import Context
    from housestyle_core.tree.scopes import Binding, Scope

    Found = tuple[Scope, list[Binding]]

EMPTY_BASES = frozenset(
    {"abc.ABC", "builtins.object", "enum.Enum", "typing.Generic", "typing.Protocol"}
)


def own_scope(kind: str | None, context: Context) -> Scope | None:
    """The scope of a class of this file; None for a class of another one."""
    if kind is None or not kind.startswith(OWN):
        return None
    bindings = context.scope.module().bindings.get(kind.removeprefix(OWN), [])
    return context.scope.inner.get(bindings[0].node) if len(bindings) == 1 else None


def member(owner: Scope, name: str) -> Found | None:
    """What a class, or the nearest of its bases in this file, binds a name of its instances to."""
    for kind in _lineage(owner):
        bindings = [*kind.bindings.get(name, ()), *kind.attributes.get(name, ())]
        if bindings:
            return kind, bindings
    return None


def foreign_base(owner: Scope) -> str | None:
    """The one class of another module that a class comes from; None where there are more."""
    if not isinstance(owner.node, ast.ClassDef) or owner.parent is None:
        return None
    names = {public_name(name) for name in foreign_bases(owner.node, owner.parent)}
    names -= EMPTY_BASES
    return names.pop() if len(names) == 1 else None


def _lineage(owner: Scope) -> list[Scope]:
    if not isinstance(owner.node, ast.ClassDef) or owner.parent is None:
        return []
    found = (owner.inner.get(node) for node, _ in lineage(owner.node, owner.parent))
    return [scope for scope in found if scope]
