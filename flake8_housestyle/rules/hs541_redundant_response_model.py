"""`response_model` that repeats the return type

FastAPI takes the response model from the return type, so the keyword says the same thing again: a
second place to change, and the one that wins when somebody changes only the other.

Types are the same however they are spelled: `Optional[User]` and `User | None`, `List[User]` and
`list[User]`, quoted or under another name. Left alone are types that differ, which is what the
keyword is for; `response_model=None`; a generator, whose return type FastAPI would take for a
stream; a handler below a decorator of another kind, which may hide the return type; and routers
that the file does not prove to be FastAPI's.

## Bad
    from fastapi import APIRouter
    from pydantic import BaseModel

    router = APIRouter()


    class User(BaseModel):
        name: str


    @router.get("/users", response_model=list[User])
    async def read_users() -> list[User]:
        return []

## Good
    from fastapi import APIRouter
    from pydantic import BaseModel

    router = APIRouter()


    class User(BaseModel):
        name: str


    @router.get("/users")
    async def read_users() -> list[User]:
        return []

## Fix
Safe: the keyword goes, for FastAPI does the same without it since 0.89.
"""

from __future__ import annotations

import ast
from itertools import takewhile
from typing import TYPE_CHECKING

from housestyle_core.facts.equal_types import are_equal
from housestyle_core.facts.fastapi_routes import registrations
from housestyle_core.facts.runtime_names import are_known_to_module, postpones_annotations
from housestyle_core.finding import Finding
from housestyle_core.tree.excerpt import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.facts.fastapi_routes import Handler
    from housestyle_core.fix.edit import Fix
    from housestyle_core.fix.place import Place
    from housestyle_core.tree.context import Context


def check(node: ast.FunctionDef | ast.AsyncFunctionDef, context: Context) -> Iterator[Finding]:
    if node.returns is None or not node.decorator_list:
        return
    for call in _nearest(node, context):
        model = next((given for given in call.keywords if given.arg == "response_model"), None)
        if model and _repeats(model.value, node, context):
            shown = excerpt(node.returns)
            message = f"`response_model` repeats the return type `{shown}`: leave out the keyword"
            yield Finding(model, message)


def _nearest(node: Handler, context: Context) -> list[ast.Call]:
    """The decorators that register a function as it is, with no other decorator in between."""
    found = registrations(node, context)
    nearest = set(takewhile(lambda one: one in found, reversed(node.decorator_list)))
    return [call for call in found if call in nearest]


def _repeats(model: ast.expr, node: Handler, context: Context) -> bool:
    """Whether FastAPI would take the same model from the return type.

    A postponed annotation is evaluated among the names of the module.
    """
    if node.returns is None or (isinstance(model, ast.Constant) and model.value is None):
        return False
    if _is_postponed(node.returns, context) and not are_known_to_module(node.returns, context):
        return False
    return not context.scope.inner[node].yields and are_equal(model, node.returns, context)


def _is_postponed(annotation: ast.expr, context: Context) -> bool:
    inner = ast.walk(annotation)
    return postpones_annotations(context) or any(
        isinstance(part, ast.Constant) and isinstance(part.value, str) for part in inner
    )


def fix(node: ast.keyword, place: Place) -> Fix:
    """The call without the keyword."""
    from housestyle_core.fix.arguments import without
    from housestyle_core.fix.edit import Fix

    return Fix((without(node, place.text),))
