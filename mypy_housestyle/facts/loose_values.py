"""Whether a value that may be anything enters a function, or is of what the function knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.types import AnyType, Instance, TypedDictType, get_proper_type

from mypy_housestyle.facts.anything import may_hold_anything
from mypy_housestyle.facts.arguments import KEEPERS
from mypy_housestyle.facts.safe_values import is_safe
from mypy_housestyle.facts.signatures import fullname_of
from mypy_housestyle.facts.value_sources import origins

if TYPE_CHECKING:
    from mypy_housestyle.facts.value_sources import Around

COPIES = KEEPERS | {"copy.copy", "copy.deepcopy"}
PLAIN_MODULES = ("builtins", "typing", "collections", "_collections_abc")


def comes_from_outside(value: n.Expression, around: Around) -> bool:
    """Whether something declared as anything gives a part of a value, and no class any of it.

    What the function makes itself of typed values is not from outside, though it may have them in
    a dict of anything.
    """
    parts = [*origins(value, around, may_hold_anything)]
    if any(is_safe(part, around) for part in parts):
        return False
    return any(_is_source(part, around) for part in parts)


def _is_source(part: n.Expression, around: Around) -> bool:
    """Whether a value enters the function here: by a parameter, an attribute, a result."""
    if around.type_of(part) is None:
        return False
    match part:
        case n.NameExpr():
            return part.node in around.parameters
        case n.MemberExpr(expr=owner):
            is_of_module = isinstance(owner, n.RefExpr) and isinstance(owner.node, n.MypyFile)
            return not is_of_module and part.name != "__dict__"
        case n.CallExpr(callee=n.MemberExpr(expr=receiver)) if _is_plain(receiver, around):
            return False
        case n.CallExpr():
            return fullname_of(part.callee) not in COPIES
    return False


def _is_plain(receiver: n.Expression, around: Around) -> bool:
    """Whether a method is one of a container, whose items it gives, or of what has no type."""
    owner = get_proper_type(around.type_of(receiver))
    if isinstance(owner, Instance):
        return owner.type.module_name in PLAIN_MODULES
    return isinstance(owner, AnyType | TypedDictType)
