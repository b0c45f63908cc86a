"""Blocking call in async code, by the type of the receiver

While the call waits, nothing else runs on the event loop: every other request, timeout and
heartbeat of the process waits with it. The class of the receiver tells, wherever it comes from:
a factory in another module, a base class, a narrowed `Optional`, a subclass of a client.

## Bad
    from pathlib import Path

    async def text_of(source: Path | str) -> str:
        return source if isinstance(source, str) else source.read_text()

## Good
    import asyncio
    from pathlib import Path

    async def text_of(source: Path | str) -> str:
        return source if isinstance(source, str) else await asyncio.to_thread(source.read_text)

## Fix
Unsafe, as the flake8 half says: `await asyncio.to_thread(jobs.get)`, for what is called must be
safe to call from another thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.types import Instance, get_proper_type

from housestyle_core.facts.blocking.arguments import IN_MEMORY
from housestyle_core.facts.blocking.lookup import (
    ADDED,
    CONSUMERS,
    Blocking,
    Options,
    find_blocking,
)
from housestyle_core.facts.blocking.public_names import public_name
from housestyle_core.facts.blocking.shape import is_excused, is_excused_place
from housestyle_core.facts.blocking.spelled import words_of_names as words
from housestyle_core.facts.blocking.threads import async_library
from mypy_housestyle.facts.imports import imports_module
from mypy_housestyle.facts.ours import is_ours
from mypy_housestyle.facts.source import source_of
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from mypy.types import Type

    from housestyle_core.config import Settings
    from housestyle_core.tree.context import Context
    from mypy_housestyle.call import Call, Callee

__all__ = ["Options", "check_call", "wanted", "words"]

CONSUMPTION = Blocking("__iter__", ADDED)
"""Of a call that iterates over its argument, whose type tells whether that blocks."""


def wanted(callee: Callee, _: Settings, options: Options) -> Blocking | None:
    """What blocks in calls of a function, a class or a method, if anything may."""
    return CONSUMPTION if callee.names[0] in CONSUMERS else find_blocking(callee.names, options)


def check_call(call: Call, found: Blocking, options: Options) -> Iterator[Finding]:
    if not call.in_async:
        return
    if found is CONSUMPTION:
        yield from _check_consumption(call, options)
        return
    receiver = _instance(getattr(call.context, "type", None))
    if call.is_awaitable or _is_overridden(receiver, found, call):
        return
    if _is_excused_here(found, call) or _is_plain(found, call):
        return
    if found.family.takes_buffer and _has_buffer(call):
        return
    source = source_of(call.checker.tree, call.settings)
    written = source and (source.call(call.node) or source.loop(call.node))
    yield from _finding(call.node, found, written)


def _check_consumption(call: Call, options: Options) -> Iterator[Finding]:
    """What `list(lines)` and the like iterate over."""
    node, given = call.arguments[0] if call.arguments else (call.node, None)
    kind = _instance(given)
    if kind is None:
        return
    found = find_blocking(tuple(f"{base.fullname}.__iter__" for base in kind.type.mro), options)
    if found is None or _is_overridden(kind, found, call) or _is_excused_here(found, call):
        return
    source = source_of(call.checker.tree, call.settings)
    written = source and source.call(call.node)
    place = (written[0].args[0], written[1]) if written and written[0].args else None
    yield from _finding(node, found, place)


def _finding(
    node: n.Expression, found: Blocking, written: tuple[ast.expr, Context] | None
) -> Iterator[Finding]:
    if written is None:
        yield Finding(node, found.message())
    elif not is_excused(written[0], found, written[1]):
        yield Finding(node, found.message(async_library(written[1].file.imports)))


def _is_overridden(receiver: Instance | None, found: Blocking, call: Call) -> bool:
    """Whether a class of the project has its own method instead, which may well not block."""
    if receiver is None or found.family is ADDED:
        return False
    owner = receiver.type.get_containing_type_info(found.name.rpartition(".")[2])
    return owner is not None and is_ours(owner.module_name, call.checker)


def _is_excused_here(found: Blocking, call: Call) -> bool:
    """Whether the module alone tells that nobody waits, so that nothing of it need be read."""
    return is_excused_place(found, call.settings.relative(call.checker.tree.path))


def _is_plain(found: Blocking, call: Call) -> bool:
    """Whether a builtin is called, or a function of a module by the module's own name.

    flake8 resolves such a name just as well and reports the call itself, or knows what excuses it.
    """
    name = call.callee.names[0]
    if call.settings.alone("mypy") or found.name != public_name(name):
        return False
    match getattr(call.node, "callee", None):
        case n.NameExpr(name=called):
            return name == f"builtins.{called}"
        case n.MemberExpr(name=called, expr=n.NameExpr(name=module, node=n.MypyFile())):
            return name == f"{module}.{called}" and imports_module(call.checker.tree, {module})
    return False


def _has_buffer(call: Call) -> bool:
    given = [_instance(kind) for _, kind in call.arguments]
    return any(
        public_name(base.fullname) in IN_MEMORY for kind in given if kind for base in kind.type.mro
    )


def _instance(kind: Type | None) -> Instance | None:
    proper = get_proper_type(kind)
    return proper if isinstance(proper, Instance) else None
