"""JSON that a program parses, only to hand all of it to a model."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.tree.excerpt import excerpt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from housestyle_core.tree.context import Context

LOADS = "json.loads"
RESPONSES = frozenset(
    {
        *("httpx.Response", "httpx._models.Response"),
        *("requests.Response", "requests.models.Response"),
    }
)
SHARED_KEYWORDS = {"strict", "context", "by_alias", "by_name", "extra"}
"""What `model_validate` and `model_validate_json` both take."""


def parsed_text(parsing: ast.Call, context: Context) -> ast.expr | None:
    """What `json.loads(text)` parses, if that is all it is told."""
    match parsing:
        case (
            ast.Call(args=[text], keywords=[])
            | ast.Call(args=[], keywords=[ast.keyword(arg="s", value=text)])
        ) if not isinstance(text, ast.Starred) and context.resolve(parsing.func) == LOADS:
            return text
    return None


def parsed_response(parsing: ast.Call) -> ast.expr | None:
    """What `response.json()` is called on."""
    match parsing:
        case ast.Call(func=ast.Attribute(value=response, attr="json"), args=[], keywords=[]):
            return response
    return None


def parsing_in(validating: ast.Call) -> ast.Call | None:
    """The call whose result alone becomes a model: in `Model(**call())`, `model_validate(call())`.

    Keywords that only Python data can have are not counted in.
    """
    match validating:
        case ast.Call(args=[], keywords=[ast.keyword(arg=None, value=ast.Call() as parsing)]):
            return parsing
        case ast.Call(func=ast.Attribute(attr="model_validate"), args=[ast.Call() as parsing]):
            names = {keyword.arg for keyword in validating.keywords}
            return parsing if names <= SHARED_KEYWORDS else None
    return None


def is_spread(validating: ast.Call) -> bool:
    """Whether the data are spread over the keywords of a model: `Model(**data)`."""
    return not validating.args


def wants_both_steps(validating: ast.Call, context: Context) -> bool:
    """Whether a `try` around it tells the two steps apart.

    It catches what is no JSON, which Pydantic would report as well, or it has already let the model
    read the text.
    """
    below: ast.AST = validating
    for above in context.parents(validating):
        if isinstance(above, ast.Try):
            if below in above.handlers and "model_validate_json" in _code(above.body):
                return True
            caught = [one.type for one in above.handlers if one.type]
            if below in above.body and "JSONDecodeError" in _code(caught):
                return True
        below = above
    return False


def _code(nodes: Sequence[ast.AST]) -> str:
    return " ".join(map(ast.unparse, nodes))


def message(validating: ast.Call, parsing: ast.Call, text: ast.expr | None) -> str:
    """What is said of a call; `text` is what is parsed, None for the body of a response."""
    model = validating.func
    if not is_spread(validating):
        model = model.value  # type: ignore[attr-defined]
    given = excerpt(text) if text else f"{excerpt(parsing.func).removesuffix('json')}content"
    remedy = f"{excerpt(model)}.model_validate_json({given})"
    return f"`{excerpt(parsing)}` builds what Pydantic takes apart again: write `{remedy}`"
