"""What in the way a call is written tells that it does not block after all."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.blocking.arguments import is_told_not_to
from housestyle_core.facts.blocking.handles import is_clean_receiver
from housestyle_core.facts.blocking.threads import has_twin_in_thread, runs_in_thread
from housestyle_core.facts.blocking.undisturbed import is_undisturbed, is_undisturbed_place

if TYPE_CHECKING:
    from pathlib import PurePosixPath

    from housestyle_core.facts.blocking.lookup import Blocking
    from housestyle_core.tree.context import Context


def is_excused(node: ast.expr, found: Blocking, context: Context) -> bool:
    """Whether the use of `found` at `node`, a call or what `for` or `with` is about, is clean."""
    return (
        is_awaited(node, context)
        or runs_in_thread(node, context, lazy=found.family.lazy)
        or _is_for_type_checkers(node, context)
        or is_clean_receiver(node, found, context)
        or (isinstance(node, ast.Call) and is_told_not_to(node, found, context))
        or (found.family.of_handle and has_twin_in_thread(node, context))
        or (found.family.cost != "sleep" and is_undisturbed(context.function, context.file))
    )


def is_excused_place(found: Blocking, relative: PurePosixPath) -> bool:
    """Whether `is_excused` holds for `found` in all `async def` of a module, by its path."""
    return found.family.cost != "sleep" and is_undisturbed_place(relative)


def is_awaited(node: ast.AST, context: Context) -> bool:
    """Whether `await`, `async with` or `async for` takes what `node` gives."""
    parent = context.file.parents.get(node)
    match parent:
        case ast.Await() | ast.AsyncFor():
            return True
        case ast.comprehension(is_async=1, iter=items):
            return items is node
        case ast.withitem():
            return isinstance(context.file.parents.get(parent), ast.AsyncWith)
    return False


def _is_for_type_checkers(node: ast.expr, context: Context) -> bool:
    return any(
        isinstance(parent, ast.If) and context.resolve(parent.test) == "typing.TYPE_CHECKING"
        for parent in context.parents(node)
    )
