"""Keywords of `Field` that are something else than a keyword of another name in Pydantic 2."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import keyword
from housestyle_core.facts.parameter_marks import arguments
from housestyle_core.facts.parameter_marks_fix import standing_alone, written_with_only
from housestyle_core.facts.pydantic_models import model_bases
from housestyle_core.fix.edit import Edit, Fix
from housestyle_core.fix.place import Name, code_of

if TYPE_CHECKING:
    from housestyle_core.fix.place import Place

ALIASES = ("alias", "validation_alias")
ESCAPED = r"(?s)\\.|\[\^?\]?(?:\\.|[^\]\\])*\]"
FLAGS = r"\(\?[aiLmsux]"
GROUP = r"\([^()]*\)"
LITERAL = r"""(?s)([rRuU]?(\"{3}|'{3}|"|'))(.*)\2"""
LITERALS = ("typing.Literal", "typing_extensions.Literal")


def const_fix(node: ast.keyword, place: Place) -> Fix | None:
    """`const=True` as a `Literal` of the default.

    Not safe, for Pydantic 1 converts a value before it compares: `"1"` would be an `int` field's 1.
    """
    call = place.context.file.parents[node]
    if not isinstance(call, ast.Call):
        return None
    field, concrete = place.context.file.parents[call], place.concrete(call)
    default = call.args[0] if call.args else keyword(call, "default")
    if not isinstance(field, ast.AnnAssign) or concrete is None:
        return None
    kind = _literal(field.annotation, default, place) if default else None
    source = default and place.source(default)
    if kind is None or default is None or not source or place.source(node.value) != "True":
        return None
    given = arguments(call)
    kept = [at for at, one in enumerate(given) if one is not node]
    others = [
        given[at] for at in kept if default not in (given[at], getattr(given[at], "value", 0))
    ]
    alone = standing_alone(default, source)
    rest = code_of(written_with_only(concrete, kept)) if others else alone
    return Fix((Edit(field.annotation, kind.text), Edit(call, rest)), kind.imports, safe=False)


def _literal(annotation: ast.expr, default: ast.expr, place: Place) -> Name | None:
    """The type of one value, where that is a plain one of the type that is written."""
    source = place.source(annotation)
    if isinstance(annotation, ast.Subscript) and source:
        return Name(source) if place.context.resolve(annotation.value) in LITERALS else None
    if not isinstance(default, ast.Constant) or place.source(default) is None:
        return None
    is_of_type = place.context.resolve(annotation) == f"builtins.{type(default.value).__name__}"
    literal = place.name("typing", "Literal", alone=True)
    if literal is None or not is_of_type or not isinstance(default.value, (str, int, bytes)):
        return None
    return Name(f"{literal.text}[{place.source(default)}]", literal.imports)


def regex_fix(node: ast.keyword, place: Place) -> Fix | None:
    """`regex` as `pattern`, which starts with `^`, for Pydantic 2 finds it anywhere.

    Not safe, for Pydantic 2 has other regular expressions: without lookaround, and with a `$` that
    is only found at the very end.
    """
    match node.value, place.source(node.value):
        case ast.Constant(value=str(pattern)), str(source) if not re.match(FLAGS, pattern):
            new = _from_start(pattern, source)
            return Fix((Edit(node, f"pattern={new}"),), safe=False) if new else None
    return None


def _from_start(pattern: str, source: str) -> str | None:
    """The source of a pattern that is found at the start alone."""
    around = "^", ""
    if _has_alternatives(pattern):
        around = "^(?:", ")"
    elif pattern.startswith(("^", r"\A")):
        return source
    written = re.fullmatch(LITERAL, source)
    new = written and f"{written[1]}{around[0]}{written[3]}{around[1]}{written[2]}"
    try:
        is_same = new and ast.literal_eval(new) == pattern.join(around)
    except (SyntaxError, ValueError):
        return None
    return new if is_same else None


def _has_alternatives(pattern: str) -> bool:
    """Whether a `|` stands in a pattern outside of all groups."""
    plain, inner = re.sub(ESCAPED, "", pattern), None
    while plain != inner:
        plain, inner = re.sub(GROUP, "", plain), plain
    return "|" in plain


def env_fix(node: ast.keyword, place: Place) -> Fix | None:
    """`env` of a field of settings as its `validation_alias`.

    Not safe, for by its own name the field is then given only with `validate_by_name`.
    """
    scope, call = place.context.scope, place.context.file.parents[node]
    if not isinstance(scope.node, ast.ClassDef) or scope.parent is None:
        return None
    is_settings = any("BaseSettings" in base for base in model_bases(scope.node, scope.parent))
    names = {given.arg for given in getattr(call, "keywords", ())}
    if not is_settings or names.intersection(ALIASES):
        return None
    match node.value:
        case ast.Constant(value=str()):
            return Fix((Edit(node, f"validation_alias={place.source(node.value)}"),), safe=False)
        case ast.List(elts=several) | ast.Tuple(elts=several) if several:
            choices = place.name("pydantic", "AliasChoices", alone=True)
            sources = [place.source(one) for one in several if isinstance(one, ast.Constant)]
            if choices is None or None in sources or len(sources) < len(several):
                return None
            text = f"validation_alias={choices.text}({', '.join(filter(None, sources))})"
            return Fix((Edit(node, text),), choices.imports, safe=False)
    return None
