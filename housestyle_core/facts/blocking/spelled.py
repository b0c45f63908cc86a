"""By which last name a file can call what blocks: most calls are told apart by that alone."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.facts.blocking.lookup import CONSUMERS, data, names_in_data, properties
from housestyle_core.facts.blocking.public_names import PUBLIC
from housestyle_core.facts.known_types import RETURNS
from housestyle_core.tree.names import known_as, last_names

if TYPE_CHECKING:
    from housestyle_core.facts.blocking.lookup import Options
    from housestyle_core.tree.context import Context, File


def may_be_known(node: ast.expr, context: Context, options: Options) -> bool:
    """Whether a call or an attribute may block by the name that it is written with."""
    name = known_as(node)
    if isinstance(node, ast.Attribute):
        return name in properties()
    if name is None or name in context.scope.renamed:
        return True
    return name in blocking_names(options) or can_be_any(context.file, options)


@lru_cache(maxsize=16)
def blocking_names(options: Options) -> frozenset[str]:
    """The last names of all that blocks, but for what `can_be_any` is about."""
    added = last_names((*PUBLIC, *CONSUMERS, *options.extra))
    return names_in_data() | added | properties()


@lru_cache(maxsize=16)
def words_of_names(options: Options) -> frozenset[str] | None:
    """What the full name of anything that blocks begins or ends with; None for any name."""
    return None if _adds_any(options) else blocking_names(options) | _clients()


def can_be_any(file: File, options: Options) -> bool:
    """Whether any name may be that of a method of a client, or of the options."""
    return _adds_any(options) or file.imports(*_clients())


def _adds_any(options: Options) -> bool:
    return any(name.endswith(".*") for name in options.extra)


@lru_cache(maxsize=1)
def _clients() -> frozenset[str]:
    """The libraries with classes all of whose methods block."""
    classes = {
        owner for owner, said in data().items() if any("*" in names.split() for _, names in said)
    }
    makers = {name for name, kind in RETURNS.items() if kind in classes}
    return frozenset(name.partition(".")[0] for name in classes | makers)
