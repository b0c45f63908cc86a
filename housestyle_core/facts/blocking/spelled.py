"""By which last name a file can call what blocks: most calls are told apart by that alone."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.facts.blocking.lookup import CONSUMERS, owners
from housestyle_core.facts.blocking.public_names import PUBLIC
from housestyle_core.facts.known_types import RETURNS
from housestyle_core.tree.names import known_as, last_names

if TYPE_CHECKING:
    from housestyle_core.facts.blocking.lookup import Options
    from housestyle_core.tree.context import Context, File
    from housestyle_core.tree.scopes import Scope

PARTIAL = "functools.partial"


def may_be_known(call: ast.Call, context: Context, options: Options) -> bool:
    """Whether a call may block, or iterate over what does, by the name that it is written with."""
    name = known_as(call)
    if name in _names(options) or name in context.scope.renamed:
        return True
    return name in _bound_to_self(context.file.scope) or _can_be_any(context.file, options)


@lru_cache(maxsize=16)
def _names(options: Options) -> frozenset[str]:
    known = (name for owner in owners().values() for name in owner.calls)
    return frozenset(known) | last_names((*PUBLIC, *CONSUMERS, *options.extra))


@lru_cache(maxsize=1)
def _bound_to_self(module: Scope) -> frozenset[str]:
    """The attributes that methods bind to something with a name: `self.pause = time.sleep`."""
    return frozenset(
        name
        for scope in module.inner.values()
        for name, bindings in scope.attributes.items()
        if any(isinstance(binding.value, ast.Name | ast.Attribute) for binding in bindings)
    )


def _can_be_any(file: File, options: Options) -> bool:
    """Whether any name may be that of a method of a client, of a `partial`, or of the options."""
    is_added = any(name.endswith(".*") for name in options.extra)
    return is_added or file.can_reach({PARTIAL}) or file.imports(*_clients())


@lru_cache(maxsize=1)
def _clients() -> frozenset[str]:
    """The libraries with classes all of whose methods block."""
    classes = {owner for owner, known in owners().items() if "*" in known.calls}
    makers = {name for name, kind in RETURNS.items() if kind in classes}
    return frozenset(name.partition(".")[0] for name in classes | makers)
