"""Calls such as `conint(gt=0)` in the place of a type, and the `Annotated` types they stand for."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import keyword
from housestyle_core.facts.field_metadata import FIELDS
from housestyle_core.facts.parameter_marks import MARKS, arguments
from housestyle_core.facts.parameters import with_default
from housestyle_core.facts.pydantic_fields import may_be_field
from housestyle_core.facts.written_types import ANNOTATED
from housestyle_core.finding import Finding
from housestyle_core.tree.annotations import is_explicit_alias
from housestyle_core.tree.excerpt import cut
from housestyle_core.tree.unparse import unparse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from housestyle_core.fix.edit import Fix
    from housestyle_core.fix.place import Name, Place
    from housestyle_core.tree.context import Context

ANNOTATED_SINCE = (3, 9)
RANGE = frozenset(("strict", "gt", "ge", "lt", "le"))
NUMBER = RANGE | {"multiple_of"}
LENGTH = frozenset(("min_length", "max_length"))
TEXT = LENGTH | {"strict", "strip_whitespace", "to_lower", "to_upper", "pattern"}
DIGITS = frozenset(("max_digits", "decimal_places"))
KEYWORDS = {
    "conbytes": LENGTH | {"strict"},
    "condate": RANGE,
    "condecimal": NUMBER | DIGITS | {"allow_inf_nan"},
    "confloat": NUMBER | {"allow_inf_nan"},
    "confrozenset": LENGTH,
    "conint": NUMBER,
    "conlist": LENGTH,
    "conset": LENGTH,
    "constr": TEXT,
}
"""The keywords that each of them has in Pydantic 2."""
CONSTRAINED = {f"pydantic{home}.{name}": name for name in KEYWORDS for home in ("", ".types")}
LIMITS = frozenset[str | None]().union(*KEYWORDS.values())
MARKED = FIELDS | MARKS.keys()
IMPORTED = {"condate": ("datetime", "date"), "condecimal": ("decimal", "Decimal")}
COLLECTIONS = ("confrozenset", "conlist", "conset")
NUMBERS = ("condate", "condecimal", "confloat", "conint")


def constrained(node: ast.Call, name: str, context: Context) -> Iterator[Finding]:
    """What is said of a call that stands for a type, with keywords of Pydantic 2 alone."""
    if not context.in_annotation and not _is_alias(node, context):
        return
    item, keywords = _item(node), _keywords(node)
    if (item is None) == (name in COLLECTIONS) or not keywords.keys() <= KEYWORDS[name]:
        return
    kind = IMPORTED[name][1] if name in IMPORTED else name.removeprefix("con")
    kind += f"[{unparse(item)}]" if item else ""
    mark = ast.Call(ast.Name(_mark(name)), [], list(keywords.values()))
    written = cut(f"Annotated[{kind}, {unparse(mark)}]" if keywords else kind)
    fault = f"`{name}(…)` is a call in the place of a type"
    yield Finding(node, f"{fault}: annotate with `{written}`")


def constrained_fix(node: ast.Call, name: str, place: Place) -> Fix | None:
    """The type in its place; None where what is beside it has constraints, too.

    Not safe where a length may be 0, which the JSON schema says then, nor where several fields
    share what has a name: Pydantic 2.5 writes into the `Field` that they share.
    """
    from housestyle_core.facts.parameter_marks_fix import written_with_only
    from housestyle_core.fix.edit import Fix
    from housestyle_core.fix.place import code_of

    kind, call, keywords = _type(node, name, place), place.concrete(node), _keywords(node)
    if (
        kind is None
        or call is None
        or (name != "constr" and not _stands_alone(node, place.context))
    ):
        return None
    if not keywords:
        return Fix((place.replace(node, kind.text),), kind.imports)
    annotated = place.name("typing", "Annotated", alone=True)
    mark = place.name("pydantic", _mark(name), alone=True)
    is_new_enough = place.context.file.settings.target_python.value >= ANNOTATED_SINCE
    if annotated is None or mark is None or not is_new_enough:
        return None
    kept = [place for place, one in enumerate(arguments(node)) if one in keywords.values()]
    said = code_of(written_with_only(call, kept)).partition("(")[2]
    text = f"{annotated.text}[{kind.text}, {mark.text}({said}]"
    imports = (*kind.imports, *annotated.imports, *mark.imports)
    is_exact = place.context.in_annotation and (name in NUMBERS or _has_length(keywords))
    return Fix((place.replace(node, text),), imports, safe=name == "constr" or is_exact)


def _mark(name: str) -> str:
    return "StringConstraints" if name == "constr" else "Field"


def _item(node: ast.Call) -> ast.expr | None:
    """The type of the items of a collection."""
    if len(node.args) == 1 and not isinstance(node.args[0], ast.Starred):
        return node.args[0]
    return None if node.args else keyword(node, "item_type")


def _keywords(node: ast.Call) -> dict[str | None, ast.keyword]:
    """The constraints, by their names."""
    return {one.arg: one for one in node.keywords if one.arg != "item_type"}


def _is_alias(node: ast.Call, context: Context) -> bool:
    """Whether a name is given to a type."""
    match context.file.parents[node]:
        case ast.Assign(targets=[ast.Name()]):
            return True
        case ast.AnnAssign() as statement:
            return is_explicit_alias(statement, context.scope)
    return False


def _type(node: ast.Call, name: str, place: Place) -> Name | None:
    """How the file writes the type that has the constraints."""
    from housestyle_core.fix.place import Name

    if name in IMPORTED:
        return place.name(*IMPORTED[name], alone=True)
    kind, item = name.removeprefix("con"), _item(node)
    if place.context.scope.find(kind):
        return None
    if name not in COLLECTIONS:
        return Name(kind)
    source = item and place.source(item)
    return Name(f"{kind}[{source}]") if source else None


def _has_length(keywords: Mapping[str | None, ast.keyword]) -> bool:
    """Whether the least length is for certain none or more than 0."""
    if "min_length" not in keywords:
        return True
    least = keywords["min_length"].value
    return isinstance(least, ast.Constant) and isinstance(least.value, int) and least.value > 0


def _stands_alone(node: ast.Call, context: Context) -> bool:
    """Whether nothing beside a type constrains it, and its default is not `...`."""
    inner: ast.AST = node
    for above in context.parents(node):
        match above:
            case ast.Tuple() | ast.Constant():
                continue
            case ast.Subscript(value=form, slice=ast.Tuple(elts=[first, *metadata])) if (
                first is inner and context.resolve(form) in ANNOTATED
            ):
                if not all(_says_no_more(one, context) for one in metadata):
                    return False
                inner = above
            case ast.AnnAssign(value=value):
                return value is None or _may_be_beside(value, context)
            case ast.arg():
                given = dict(with_default(context.file.parents[above]))  # type: ignore[arg-type]
                return above not in given or _may_be_beside(given[above], context)
            case _:
                break
    return True


def _may_be_beside(default: ast.expr, context: Context) -> bool:
    """Whether a default is a plain value, or a mark without constraints."""
    if isinstance(default, ast.Constant):
        return default.value is not ...
    if isinstance(default, ast.Call) and context.resolve(default.func) in MARKED:
        return _says_no_more(default, context)
    return not may_be_field(default, context)


def _says_no_more(mark: ast.expr, context: Context) -> bool:
    """Whether metadata are a text, or a mark such as `Field(...)` without constraints."""
    if not isinstance(mark, ast.Call):
        return isinstance(mark, ast.Constant)
    names = {given.arg for given in mark.keywords}
    return context.resolve(mark.func) in MARKED and not names & (LIMITS | {None})
