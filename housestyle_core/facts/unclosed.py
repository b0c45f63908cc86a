"""What is said of an async resource that nothing closes, by both engines."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.lifetimes import lifetime
from housestyle_core.facts.resource_uses import Fate
from housestyle_core.tree.excerpt import excerpt

if TYPE_CHECKING:
    from housestyle_core.facts.async_resources import Kind
    from housestyle_core.tree.context import Context


def unclosed(call: ast.Call, kind: Kind, context: Context) -> str | None:
    """The message about a call whose result must be closed; None where something may close it."""
    fate, holder = lifetime(call, context)
    opener = f"{excerpt(call.func)}(...)"
    shown = excerpt(holder) if holder else opener
    if fate is Fate.RISKY:
        fault = f"`{shown}` stays open when anything raises before it is closed"
    elif fate is Fate.LOST:
        fault = f"`{shown}` is never {'closed' if kind.closer else 'entered'}, so {kind.reason}"
    else:
        return None
    return f"{fault}: {_remedy(opener, holder, kind)}"


def _remedy(opener: str, holder: ast.expr | None, kind: Kind) -> str:
    if isinstance(holder, ast.Attribute):
        return f"await `{excerpt(holder)}.{kind.closer}()` where the life of `self` ends"
    name = excerpt(holder) if holder else ""
    if not kind.entered:
        return f"await `{name or 'connection'}.{kind.closer}()` in a `finally`"
    return f"open it with `{kind.entered.format(opener)}{f' as {name}' if name else ''}`"
