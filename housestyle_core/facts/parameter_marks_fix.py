"""Metadata moved out of a default into the type."""

from __future__ import annotations

import ast
import re
from itertools import takewhile
from typing import TYPE_CHECKING

from housestyle_core.facts.annotatable import can_be_annotated, keeps_order
from housestyle_core.facts.fastapi_routes import registrations
from housestyle_core.facts.parameter_marks import mark_of
from housestyle_core.facts.parameters import positional, with_default
from housestyle_core.fix.edit import Edit, Fix
from housestyle_core.fix.place import PARENTHESIZED, code_of
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Container

    import libcst

    from housestyle_core.facts.parameter_marks import Kind, Mark
    from housestyle_core.fix.edit import Import
    from housestyle_core.fix.place import Place
    from housestyle_core.tree.context import Context

DELIMITED = (ast.Call, ast.Dict, ast.List, ast.Set, ast.Subscript, ast.Tuple)
ASSIGNED = re.compile(r"\s*=\s*")


class Written(Record):
    """The edits of the type and of the default, in this order, and the imports for them."""

    edits: tuple[Edit, Edit]
    imports: tuple[Import, ...]


def field_fix(annotation: ast.expr, mark: Mark, place: Place) -> Fix | None:
    """A field with its metadata in the type.

    None in a decorated class, for in a dataclass the fields with a default come last.
    """
    around = place.context.scope.node
    written = _written(annotation, mark, place)
    if written is None or not isinstance(around, ast.ClassDef) or around.decorator_list:
        return None
    return Fix(written.edits, written.imports, keeps_order(annotation, mark, place.context))


def parameter_fix(
    parameter: ast.arg, annotation: ast.expr, mark: Mark, place: Place, kinds: Container[Kind]
) -> Fix | None:
    """A parameter with its metadata in the type; None where its turn has not come yet.

    That is while one in front of it has a default that it is to lose.
    """
    signature = place.context.file.parents[mark.call]
    assert isinstance(signature, ast.arguments)
    written = _written(annotation, mark, place)
    if written is None:
        return None
    given = positional(signature)
    before = [default for one, default in takewhile(lambda pair: pair[0] is not parameter, given)]
    blocked = _first_blocked(signature, place.context, kinds)
    if parameter is blocked:
        starred = _behind_star(parameter, written, signature, place)
        return starred and Fix((starred,), written.imports, safe=False)
    if any(before) and parameter not in signature.kwonlyargs and not mark.leaves_default:
        return None
    safe = blocked is None and keeps_order(annotation, mark, place.context)
    return Fix(written.edits, written.imports, safe and _suits_callers(signature, place, kinds))


def _written(annotation: ast.expr, mark: Mark, place: Place) -> Written | None:
    name = place.name("typing", "Annotated", alone=True)
    source, call = place.source(annotation), place.concrete(mark.call)
    if name is None or source is None or call is None:
        return None
    if not can_be_annotated(annotation, mark.call, place.context):
        return None
    text = f"{name.text}[{source}, {code_of(written_with_only(call, mark.metadata))}]"
    default = _default(annotation, mark, call, place)
    return default and Written((Edit(annotation, text), default), name.imports)


def _default(annotation: ast.expr, mark: Mark, call: libcst.Call, place: Place) -> Edit | None:
    """The edit of the default; None where more than `=` would go with it."""
    if mark.behind:
        return Edit(mark.call, code_of(written_with_only(call, (*mark.default_at, *mark.behind))))
    if mark.default:
        source = place.source(mark.default)
        return Edit(mark.call, standing_alone(mark.default, source)) if source else None
    start, (called, end) = place.text.range(annotation).end, place.text.range(mark.call)
    is_plain = ASSIGNED.fullmatch(place.text.raw, start, called)
    return Edit(place.text.span(start, end), "") if is_plain else None


def standing_alone(value: ast.expr, source: str) -> str:
    """The source of an argument where no parentheses of a call are around it."""
    is_open = "\n" in source and not isinstance(value, DELIMITED)
    return f"({source})" if is_open or isinstance(value, PARENTHESIZED) else source


def written_with_only(call: libcst.Call, places: Container[int]) -> libcst.Call:
    """A call, as it is written, with those of its arguments that stand at these places."""
    import libcst

    kept = [given for place, given in enumerate(call.args) if place in places]
    if kept and kept[-1] is not call.args[-1]:
        last_had_comma = isinstance(call.args[-1].comma, libcst.Comma)
        comma = call.args[-1].comma if last_had_comma else libcst.MaybeSentinel.DEFAULT
        kept[-1] = kept[-1].with_changes(comma=comma)
    space = call.whitespace_before_args if kept else libcst.SimpleWhitespace("")
    return call.with_changes(args=kept, whitespace_before_args=space)


def _first_blocked(
    signature: ast.arguments, context: Context, kinds: Container[Kind]
) -> ast.arg | None:
    """The first parameter that is to lose its default behind one that is to keep it."""
    has_default = False
    for parameter, default in positional(signature):
        mark = mark_of(default, context, kinds) if parameter.annotation else None
        if mark is None or mark.leaves_default:
            has_default = has_default or default is not None
        elif has_default:
            return parameter
    return None


def _suits_callers(signature: ast.arguments, place: Place, kinds: Container[Kind]) -> bool:
    """Whether nobody can miss a default: none is lost, or FastAPI alone calls the function.

    Others may call it without what FastAPI gives it, and get the mark as the value.
    """
    marks = [mark_of(default, place.context, kinds) for _, default in with_default(signature)]
    if all(mark is None or mark.leaves_default for mark in marks):
        return True
    function = place.context.file.parents[signature]
    if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return False
    return bool(registrations(function, place.context)) and not any(
        isinstance(node, ast.Name) and node.id == function.name
        for node in place.context.file.parents
    )


def _behind_star(
    parameter: ast.arg, written: Written, signature: ast.arguments, place: Place
) -> Edit | None:
    """The edit that makes a parameter, and all behind it, one that is given by name."""
    if signature.vararg or signature.kwonlyargs or parameter in signature.posonlyargs:
        return None
    text, raw = place.text, place.text.raw
    start, end = text.range(parameter).start, max(text.range(one).end for one in signature.defaults)
    new, done = "*, ", start
    for node, changed in written.edits:
        changed_at = text.range(node)
        new += raw[done : changed_at.start] + changed
        done = changed_at.end
    new = (new + raw[done:end]).replace("\r\n", "\n").replace("\r", "\n")
    return Edit(text.span(start, end), new)
