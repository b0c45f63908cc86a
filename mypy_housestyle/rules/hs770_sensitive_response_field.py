"""A secret in what a route sends, in a model of another module

Inherited fields and models inside the model count, whatever module they come from.

## Bad
    from fastapi import APIRouter
    from pydantic import BaseModel


    class UserResponse(BaseModel):
        name: str
        hashed_password: str


    def make_router() -> APIRouter:
        return APIRouter()


    router = make_router()


    @router.get("/me")
    async def read_me() -> UserResponse:
        return UserResponse(name="Ann", hashed_password="…")

## Good
    from fastapi import APIRouter
    from pydantic import BaseModel


    class UserResponse(BaseModel):
        name: str


    def make_router() -> APIRouter:
        return APIRouter()


    router = make_router()


    @router.get("/me")
    async def read_me() -> UserResponse:
        return UserResponse(name="Ann")

## Fix
None: whether clients need the field, and what they are to get instead, only you know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import Var

from housestyle_core.facts.pydantic_models import annotated_names
from housestyle_core.facts.route_models import class_names, first_outputs
from housestyle_core.facts.route_output import declared_output
from housestyle_core.facts.sensitive_fields import (
    DEPTH,
    TEXTS,
    Options,
    is_about_secrets,
    is_sensitive,
    left_out,
    sensitive_message,
)
from housestyle_core.facts.sent_fields import ALL, reshaped_fields, sent_fields
from mypy_housestyle.facts.class_kinds import is_model
from mypy_housestyle.facts.contained import contained
from mypy_housestyle.facts.followed_classes import followed_class
from mypy_housestyle.facts.kept_text import depend_on_text, keep_text
from mypy_housestyle.facts.model_configs import PLAIN
from mypy_housestyle.facts.named_models import named_models
from mypy_housestyle.facts.routes import REGISTRATIONS, route_of
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.nodes import TypeInfo
    from mypy.types import Instance

    from mypy_housestyle.call import Call

KEEPS = (keep_text,)
ABOUT = REGISTRATIONS


def check_call(call: Call, _: str, options: Options) -> Iterator[Finding]:
    route = route_of(call)
    without = left_out(route.registration) if route else None
    if route is None or without is None:
        return
    first = first_outputs(route.source.file)
    seen: set[str] = set()
    for name in class_names(declared_output(route.registration, route.function)):
        for model in named_models(name, call) if name in first else ():
            found = _sensitive(model, call, options, seen)
            if found and found not in without and not is_about_secrets(model.name):
                yield Finding(route.source.place(name), sensitive_message(model.name, found))
    depend_on_text(seen, call.checker.tree, call.checker)


def _sensitive(
    model: TypeInfo, call: Call, options: Options, seen: set[str], depth: int = 0
) -> str | None:
    """The first such field of a model, or of one in it, by the path to it.

    `seen` gets the modules whose text that depends on.
    """
    for name, parts in _fields(model, call, seen):
        is_text = any(part.type.fullname in TEXTS for part in parts)
        if is_text and is_sensitive(name, model.name, options):
            return name
        for part in parts if depth < DEPTH else ():
            is_inner = is_model(part.type) and part.type is not model
            inner = is_inner and _sensitive(part.type, call, options, seen, depth + 1)
            if inner:
                return f"{name}.{inner}"
    return None


def _fields(model: TypeInfo, call: Call, seen: set[str]) -> Iterator[tuple[str, list[Instance]]]:
    """What each field of a model is made of that is sent as it is, the model's own ones first."""
    own = (base for base in model.mro if base.fullname not in PLAIN)
    bases = [(base, followed_class(base, call, seen)) for base in own]
    known = {name for _, found in bases if found for name in reshaped_fields(found.node)}
    for base, written in bases if ALL not in known else ():
        if written is None or not is_model(base):
            continue
        for name, _ in sent_fields(written.node, written.inside, written.follow):
            symbol = base.names.get(name)
            if name not in known and symbol and isinstance(symbol.node, Var):
                yield name, [*contained(symbol.node.type)]
        known |= annotated_names(written.node)
