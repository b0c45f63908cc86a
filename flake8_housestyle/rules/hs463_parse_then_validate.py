"""JSON parsed first, and validated then

Pydantic reads JSON itself, in one step: faster, without a dictionary in between, with one exception
for all that may be wrong with the text, and with the types that JSON has no other way to write, so
a strict model takes its dates and tuples.

`Model.model_validate(response.json())` is clean: the response does the parsing. So is parsing with
arguments of its own (`parse_float=Decimal`), data for a class of settings, of which the environment
is a part, a `try` that catches `JSONDecodeError`, for it tells a broken text from a wrong one, and
the second try of what `model_validate_json` did not take.

## Bad
    import json

    from pydantic import BaseModel


    class User(BaseModel):
        name: str


    def read(text: str) -> User:
        return User(**json.loads(text))

## Good
    from pydantic import BaseModel


    class User(BaseModel):
        name: str


    def read(text: str) -> User:
        return User.model_validate_json(text)

## Fix
Unsafe, for Pydantic reads JSON by rules of its own. A text that is no JSON raises a
`ValidationError` and not a `JSONDecodeError`; UTF-16, a byte order mark, half a surrogate pair and
very deep nesting are refused; a strict field takes strings for dates; and a union such as
`datetime | str` or `UUID | str` prefers the type that the string stands for.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.infer import infer_type
from housestyle_core.facts.parse_then_validate import (
    LOADS,
    RESPONSES,
    is_spread,
    message,
    parsed_response,
    parsed_text,
    parsing_in,
    wants_both_steps,
)
from housestyle_core.facts.pydantic_models import is_plain_model
from housestyle_core.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.fix.edit import Fix
    from housestyle_core.fix.place import Place
    from housestyle_core.tree.context import Context, File

ABOUT = {"loads", "json"}
MODELS = (ast.Name, ast.Attribute, ast.Subscript)


def applies(file: File) -> bool:
    """Whether the file parses JSON, or gets it from a library."""
    return file.can_reach({LOADS}) or file.imports("httpx", "requests")


def check(node: ast.Call, context: Context) -> Iterator[Finding]:
    validating = _call_with(node, context)
    if validating is None or wants_both_steps(validating, context):
        return
    if is_spread(validating) and not is_plain_model(validating.func, context):
        return
    text = parsed_text(node, context)
    response = parsed_response(node) if is_spread(validating) else None
    if text or (response and infer_type(response, context) in RESPONSES):
        yield Finding(validating, message(validating, node, text))


def _call_with(parsing: ast.Call, context: Context) -> ast.Call | None:
    """The call that makes a model of what another call gives."""
    above = context.file.parents[parsing]
    call = context.file.parents[above] if isinstance(above, ast.keyword) else above
    return call if isinstance(call, ast.Call) and parsing_in(call) is parsing else None


def fix(node: ast.Call, place: Place) -> Fix | None:
    """The text of what was parsed, validated by the model itself."""
    from housestyle_core.fix.edit import Edit, Fix

    parsing = parsing_in(node)
    if parsing is None or not isinstance(node.func, MODELS):
        return None
    text = parsed_text(parsing, place.context)
    called, given = place.source(node.func), place.argument(text or parsing.func)
    if called is None or given is None:
        return None
    if text is None:
        given = f"{given.removesuffix('json')}content"
    if is_spread(node):
        edits = Edit(node.func, f"{called}.model_validate_json"), Edit(node.keywords[0], given)
    else:
        edits = Edit(node.func, f"{called}_json"), Edit(parsing, given)
    return Fix(edits, safe=False)
