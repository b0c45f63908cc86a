"""Parameters one by one where a payload is meant to be, by their types

What one file does not show is seen here: aliases, enums, new types and payloads of other modules.

## Bad
    # service.py
    from typing import NewType

    UserId = NewType("UserId", int)


    class UserService:
        async def get_one(self, user_id: UserId) -> None:
            print(user_id)

## Good
    # service.py
    from typing import NewType

    from pydantic import BaseModel

    UserId = NewType("UserId", int)


    class UserGetPayload(BaseModel):
        user_id: UserId


    class UserService:
        async def get_one(self, payload: UserGetPayload) -> None:
            print(payload.user_id)

## Fix
None: the callers have to change with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import FuncDef  # noqa: TC002 (`check` is registered by its annotation)
from mypy.types import (
    CallableType,
    Instance,
    LiteralType,
    NoneType,
    TupleType,
    UnionType,
    get_proper_type,
)

from housestyle_core.facts.layers import layers_of
from housestyle_core.facts.single_values import VALUES, Options, payload_message
from mypy_housestyle.facts.boundaries import is_method_of, overridden
from mypy_housestyle.facts.class_kinds import is_model
from mypy_housestyle.facts.contained import COLLECTIONS, contained, parts_of
from mypy_housestyle.facts.loose_types import DEPTH
from mypy_housestyle.facts.signatures import name_of
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.types import Type

    from mypy_housestyle.module import ModuleContext

LAYERS = {"service", "repository"}


def applies(context: ModuleContext, _: Options) -> bool:
    return not LAYERS.isdisjoint(layers_of(context.relative, context.settings))


def check(node: FuncDef, context: ModuleContext, options: Options) -> Iterator[Finding]:
    written, declared = node.unanalyzed_type, get_proper_type(node.type)
    if not isinstance(written, CallableType) or not isinstance(declared, CallableType):
        return
    if _is_property(context) or not is_method_of(node, context, options.classes):
        return
    if any(overridden(node, options.classes)):
        return
    places = zip(node.arguments, written.arg_types, declared.arg_types, strict=True)
    taken = [place for place in [*places][not node.is_static :] if not place[0].kind.is_star()]
    if any(_is_payload(found, options.suffix) for *_, found in taken):
        return
    single = [
        (argument.variable.name, place)
        for argument, place, found in taken
        if argument.variable.name not in options.allow and _is_single(found)
    ]
    if len(single) > options.most:
        names = [name for name, _ in single]
        yield Finding(single[0][1], payload_message(node.name, names, options))


def _is_property(context: ModuleContext) -> bool:
    """Whether the method sets or gives an attribute."""
    decorators = context.decorator.original_decorators if context.decorator else ()
    return any(name_of(item) in ("property", "setter", "deleter") for item in decorators)


def _is_payload(declared: Type, suffix: str) -> bool:
    """Whether a parameter takes a payload, or a model of another name, for HS606 to judge."""
    found = [part.type for part in contained(declared)]
    return any(info.name.endswith(suffix) or is_model(info) for info in found)


def _is_single(declared: Type, depth: int = 0) -> bool:
    """Whether a type is that of a single value or of several of a kind."""
    proper = get_proper_type(declared)
    match proper:
        case NoneType() | LiteralType():
            return True
        case UnionType() | TupleType():
            return depth < DEPTH and all(_is_single(part, depth + 1) for part in parts_of(proper))
        case Instance(type=info):
            if info.fullname in COLLECTIONS:
                return depth < DEPTH and all(_is_single(it, depth + 1) for it in parts_of(proper))
            return info.is_enum or any(base.fullname in VALUES for base in info.mro)
    return False
