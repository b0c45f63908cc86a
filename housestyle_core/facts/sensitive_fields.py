"""Fields whose names say that nobody outside may read them."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, NamedTuple

from housestyle_core.facts.classes import lineage
from housestyle_core.facts.fastapi_routes import keyword
from housestyle_core.facts.route_models import class_names, own_model
from housestyle_core.facts.written_types import Meaning, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.scopes import Scope

DEPTH = 5
HIDDEN = (
    r"(.*_)?(password|passwd|pwd|passphrase|(password|pwd)_(hash|digest|salt)|hashed_pass(word)?|salt"
    r"|secret|secret_key|private_key|cvv|cvc|ssn|(otp|totp|mfa)_(secret|seed))"
)
ISSUED = (
    r"token|(.*_)?(access|api|auth|bearer|confirmation|id|refresh|reset|session|verification)_token"
    r"|(.*_)?api_key"
)
ISSUER = (
    r"(?i).*(token|log_?in|sign_?(in|up)|auth|session|credential|api_?key|secret|invit|regist"
    r"|mfa|otp|enrol|exchange|created|rotat).*"
)
TEXTS = frozenset(("builtins.str", "builtins.bytes"))
FIELDS = frozenset(("pydantic.Field", "pydantic.fields.Field", "sqlmodel.Field"))


class Options(NamedTuple):
    """Regular expressions for whole names.

    `secret`: fields that no client may see. `token`: fields that only those models may have whose
    name matches `issuer`, such as the answer to a login.
    """

    secret: str = HIDDEN
    token: str = ISSUED
    issuer: str = ISSUER


def is_sensitive(field: str, model: str, options: Options) -> bool:
    """Whether a model that is sent should not have a field."""
    if re.fullmatch(options.secret, field):
        return not field.endswith("secret") or not re.fullmatch(options.issuer, model)
    return bool(re.fullmatch(options.token, field) and not re.fullmatch(options.issuer, model))


def sensitive_message(model: str, field: str) -> str:
    """What is said of a model that is sent; `field` may be the path to one in another model."""
    return (
        f"`{model}` sends `{field}` to clients: leave it out of the response model, or exclude it "
        "with `Field(exclude=True)`"
    )


def left_out(registration: ast.Call) -> frozenset[str] | None:
    """The fields that a route leaves out of its answer; None where the file does not tell."""
    if keyword(registration, "response_model_include") is not None:
        return None
    given = keyword(registration, "response_model_exclude")
    match given:
        case None:
            return frozenset()
        case ast.Set(elts=names) if all(isinstance(name, ast.Constant) for name in names):
            return frozenset(str(name.value) for name in names if isinstance(name, ast.Constant))
    return None


def sensitive_field(
    node: ast.ClassDef, scope: Scope, options: Options, depth: int = 0
) -> str | None:
    """The first such field of a model of this file, or of one in it, by the path to it."""
    for current, around in lineage(node, scope):
        inside = around.inner.get(current, around)
        for name, annotation in sent_fields(current, inside):
            is_text = any(inside.resolve(part) in TEXTS for part in class_names(annotation))
            if is_text and is_sensitive(name, node.name, options):
                return name
            models = (own_model(part, inside) for part in class_names(annotation))
            for model in models if depth < DEPTH else ():
                if model and (inner := sensitive_field(model, around, options, depth + 1)):
                    return f"{name}.{inner}"
    return None


def sent_fields(node: ast.ClassDef, inside: Scope) -> Iterator[tuple[str, ast.expr]]:
    """The fields of a class's own, by their names and annotations, but for the excluded ones."""
    for item in node.body:
        match item:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=value):
                if not _is_excluded(annotation, value, inside):
                    yield name, annotation


def _is_excluded(annotation: ast.expr, value: ast.expr | None, scope: Scope) -> bool:
    marks = [*written(annotation, scope).metadata, *([Meaning(value, scope)] if value else [])]
    calls = [
        mark
        for mark, around in marks
        if isinstance(mark, ast.Call) and around.resolve(mark.func) in FIELDS
    ]
    return any(getattr(keyword(call, "exclude"), "value", None) is True for call in calls)
