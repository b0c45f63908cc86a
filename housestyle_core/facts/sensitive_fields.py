"""Fields whose names say that nobody outside may read them."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from housestyle_core.facts.classes import lineage
from housestyle_core.facts.fastapi_routes import keyword
from housestyle_core.facts.pydantic_models import annotated_names
from housestyle_core.facts.route_models import class_names, own_model
from housestyle_core.facts.sent_fields import ALL, reshaped_fields, sent_fields
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.scopes import Scope

DEPTH = 5
SHOWN = r"(?!(.*_)?(masked|redacted|obfuscated|truncated|public|publishable|anon)_)"
HIDDEN = SHOWN + (
    r"(.*_)?(password|passwd|pwd|passphrase|(password|pwd)_(hash|digest|salt)|hashed_pass(word)?|salt"
    r"|secret|secret_key|private_key|cvv|cvc|ssn|(otp|totp|mfa)_(secret|seed))"
)
ISSUED = SHOWN + (
    r"(?:token|(.*_)?(access|api|auth|bearer|confirmation|id|refresh|reset|session|verification)_token"
    r"|(.*_)?(?<!by_)api_key)"
)
ISSUER = (
    r"(?i:.*(token|log_?in|sign_?(in|up)|auth|session|credential|api_?key|secret|invit|regist"
    r"|mfa|otp|enrol|exchange|created|generat|rotat).*)|New[A-Z].*"
)
MADE = r"(?!(.*_)?hashed_)(.*_)?(password|passphrase|private_key|secret|secret_key)"
MAKER = r"(?i).*(generat|temporar|initial|reset|rotat|provision|key_?pair).*"
"""The models that hand out what was made for the client just now, which `MADE` names."""
CREDENTIALS = r"(?i).*cred(s|entials?)(response|schema|model|read|out|dto)?"
TEXTS = frozenset(("builtins.str", "builtins.bytes"))


class Options(Record):
    """Regular expressions for whole names.

    `secret`: fields that no client may see. `token`: fields that only those models may have whose
    name matches `issuer`, such as the answer to a login.
    """

    secret: str = HIDDEN
    token: str = ISSUED
    issuer: str = ISSUER


def is_sensitive(field: str, model: str, options: Options) -> bool:
    """Whether a model that is sent should not have a field."""
    is_issuer = re.fullmatch(options.issuer, model) is not None
    if re.fullmatch(options.secret, field):
        is_made = re.fullmatch(MADE, field) and re.fullmatch(MAKER, model)
        return not is_made and not (field.endswith("secret") and is_issuer)
    return re.fullmatch(options.token, field) is not None and not is_issuer


def is_about_secrets(model: str) -> bool:
    """Whether the name of what a route gives says that it is there to hand out credentials."""
    return re.fullmatch(CREDENTIALS, model) is not None


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
    for name, annotation, inside in _sent(node, scope):
        is_text = any(inside.resolve(part) in TEXTS for part in class_names(annotation))
        if is_text and is_sensitive(name, node.name, options):
            return name
        models = (own_model(part, inside) for part in class_names(annotation))
        for model in models if depth < DEPTH else ():
            if model and (inner := sensitive_field(model, inside, options, depth + 1)):
                return f"{name}.{inner}"
    return None


def _sent(node: ast.ClassDef, scope: Scope) -> Iterator[tuple[str, ast.expr, Scope]]:
    """The fields of a model and of its bases in this file, each with the scope of its class."""
    classes = [*lineage(node, scope)]
    seen = {name for current, _ in classes for name in reshaped_fields(current)}
    for current, around in classes if ALL not in seen else ():
        inside = around.inner.get(current, around)
        for name, annotation in sent_fields(current, inside):
            if name not in seen:
                yield name, annotation, inside
        seen |= annotated_names(current)
