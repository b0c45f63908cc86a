"""JSON parsed first, and validated then, where the model comes from elsewhere

Pydantic reads JSON itself, in one step: faster, without a dictionary in between, with one exception
for all that may be wrong with the text. Types tell a model of another module, and the response of
httpx or requests, whose body has the text.

## Bad
    import httpx
    from pydantic import BaseModel


    class User(BaseModel):
        name: str


    def read(client: httpx.Client) -> User:
        return User(**client.get("/user").json())

## Good
    import httpx
    from pydantic import BaseModel


    class User(BaseModel):
        name: str


    def read(client: httpx.Client) -> User:
        return User.model_validate_json(client.get("/user").content)

## Fix
Unsafe, as the flake8 half says: Pydantic reads JSON by rules of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.types import Instance, get_proper_type

from housestyle_core.facts.parse_then_validate import (
    RESPONSES,
    message,
    parsed_response,
    parsed_text,
    parsing_in,
    wants_both_steps,
)
from mypy_housestyle.facts.source import source_of
from mypy_housestyle.facts.use_keys import ANYTHING, key_of_callee
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.checker import TypeChecker

    from mypy_housestyle.call import Call

ABOUT = {"pydantic.main.BaseModel"}
PARSERS = {"json", "loads", ANYTHING}
FILLED_OTHERWISE = {"pydantic_settings.main.BaseSettings", "sqlmodel.main.SQLModel"}


def check_call(call: Call, _: str) -> Iterator[Finding]:
    is_filled = FILLED_OTHERWISE.isdisjoint(call.callee.names)
    parsed = _spread(call.node) if is_filled else None
    source = source_of(call.checker.tree, call.settings) if parsed else None
    written = source.call(call.node) if source else None
    parsing = parsing_in(written[0]) if written else None
    if parsed is None or written is None or parsing is None or wants_both_steps(*written):
        return
    text = parsed_text(parsing, written[1])
    if text or (parsed_response(parsing) and _is_of_response(parsed, call.checker)):
        yield Finding(call.node, message(written[0], parsing, text))


def _spread(node: n.Expression) -> n.CallExpr | None:
    """The call whose result is all that a call is given, spread over its keywords.

    None for one that cannot parse JSON by its name.
    """
    match node:
        case n.CallExpr(args=[n.CallExpr() as parsed], arg_kinds=[n.ARG_STAR2]) if (
            key_of_callee(parsed.callee) in PARSERS
        ):
            return parsed
    return None


def _is_of_response(parsed: n.CallExpr, checker: TypeChecker) -> bool:
    """Whether a call is one of a response's methods."""
    if not isinstance(parsed.callee, n.MemberExpr):
        return False
    receiver = checker.lookup_type_or_none(parsed.callee.expr)
    kind = get_proper_type(receiver) if receiver else None
    return isinstance(kind, Instance) and any(kind.type.has_base(name) for name in RESPONSES)
