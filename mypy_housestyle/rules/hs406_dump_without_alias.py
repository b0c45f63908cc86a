"""A dump for the client under the names of Python

`model_dump()` writes `first_name` where the API promises `firstName`: the client gets other names
than the OpenAPI document says, and than the route next door sends, where FastAPI dumps the model
by alias itself.

The rule is about `model_dump` and `model_dump_json` of a model whose fields, or those of a model
in it, have an alias for what is sent: `Field(alias=…)`, `Field(serialization_alias=…)` or an
`alias_generator`, inherited ones as well. It looks at what a route handler returns without a
declared model, yields, puts into a response (`JSONResponse(…)`) or sends over a WebSocket. A dump
for a database, a log or another constructor keeps the names. `serialize_by_alias=True` in the
`model_config` says it once for a model; it does not hold for the models in its fields.

## Bad
    from fastapi import APIRouter
    from fastapi.responses import JSONResponse
    from pydantic import BaseModel, Field

    router = APIRouter()


    class User(BaseModel):
        first_name: str = Field(serialization_alias="firstName")


    @router.get("/me")
    async def read_me() -> JSONResponse:
        return JSONResponse(User(first_name="Ann").model_dump())

## Good
    from fastapi import APIRouter
    from fastapi.responses import JSONResponse
    from pydantic import BaseModel, Field

    router = APIRouter()


    class User(BaseModel):
        first_name: str = Field(serialization_alias="firstName")


    @router.get("/me")
    async def read_me() -> JSONResponse:
        return JSONResponse(User(first_name="Ann").model_dump(by_alias=True))

## Fix
Unsafe: adds `by_alias=True`, and clients that read the other names must follow.
"""

from __future__ import annotations

import ast  # noqa: TC003 (`fix` is registered by its annotation)
from typing import TYPE_CHECKING

from mypy.nodes import ARG_STAR2, CallExpr
from mypy.types import Instance, get_proper_type

from housestyle_core.facts.sent_values import is_sent
from housestyle_core.fix.arguments import with_argument
from mypy_housestyle.facts.answers import may_answer
from mypy_housestyle.facts.contained import MODEL
from mypy_housestyle.facts.model_aliases import leaked_field
from mypy_housestyle.facts.source import source_of
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.nodes import TypeInfo

    from housestyle_core.fix.edit import Fix
    from housestyle_core.fix.place import Place
    from mypy_housestyle.call import Call

ABOUT = {f"{MODEL}.{name}": name for name in ("model_dump", "model_dump_json")}


def check_call(call: Call, method: str) -> Iterator[Finding]:
    model = get_proper_type(getattr(call.context, "type", None))
    if not isinstance(model, Instance) or _has_its_own(method, model.type):
        return
    if not isinstance(call.node, CallExpr) or not _names_no_alias(call.node):
        return
    if not may_answer(call):
        return
    source = source_of(call.checker.tree, call.settings)
    written = source.call(call.node) if source else None
    if written is None or not is_sent(*written):
        return
    if leaked := leaked_field(model, call):
        yield Finding(
            call.node,
            f"`{method}` sends `{leaked}` under that name and not its alias: pass `by_alias=True`",
        )


def _has_its_own(method: str, model: TypeInfo) -> bool:
    """Whether a class of the project says what a dump is."""
    definer = model.get_containing_type_info(method)
    return definer is not None and not definer.fullname.startswith("pydantic.")


def fix(node: ast.Call, place: Place) -> Fix | None:
    """`by_alias=True` behind the other arguments."""
    return with_argument(node, "by_alias=True", place, safe=False)


def _names_no_alias(dump: CallExpr) -> bool:
    return ARG_STAR2 not in dump.arg_kinds and "by_alias" not in dump.arg_names
