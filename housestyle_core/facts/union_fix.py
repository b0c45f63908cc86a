"""The other spelling of a union, put in its place."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.union_spelling import (
    MEANT,
    Writing,
    allows_pipes,
    with_brackets,
    with_pipes,
)
from housestyle_core.facts.unions import members, optional_style
from housestyle_core.fix.edit import Edit, Fix
from housestyle_core.fix.text import indentation, leading
from housestyle_core.tree.annotations import parse_type

if TYPE_CHECKING:
    from housestyle_core.fix.edit import Import
    from housestyle_core.fix.place import Place

ANYTHING = {"typing.Any", "builtins.object"}
LINE_LENGTH = 88


def respelled(union: ast.expr, place: Place, *, piped: bool) -> Fix | None:
    """The fix that writes a union with `|` or with the forms of `typing`, its members as they are.

    None where a member is no type, or what is imported hides the forms.
    """
    context, source = place.context, place.source(union)
    found = tuple(members(union, context))
    if source is None or any(context.resolve(member.type) in MEANT for member in found):
        return None

    def member(node: ast.expr) -> str:
        return place.source(node) or ast.unparse(node)

    imports: tuple[Import, ...] = ()
    if piped:
        text = with_pipes(union, found, context, Writing(member, str))
    else:
        optional = place.name("typing", "Optional", alone=True)
        either = place.name("typing", "Union", alone=True)
        if optional is None or either is None:
            return None
        writing = Writing(member, str, optional.text, either.text)
        text = with_brackets(union, found, context, writing)
        used = [name for name in (optional, either) if f"{name.text}[" in str(text)]
        imports = tuple(item for name in used for item in name.imports)
    if text is None or (text.startswith(('"', "'")) and "\n" in text):
        return None
    if text == "None" and not context.in_annotation:
        return None  # a type as a value, which `None` is not
    if piped and "\n" in source and not context.quoted:
        text = _on_lines(text, union, place)
    return Fix((place.replace(union, text),), imports)


def nullable(
    annotation: ast.expr | None, place: Place
) -> tuple[tuple[Edit, ...], tuple[Import, ...]] | None:
    """The edits that let an annotation have `None`; None where it cannot be written."""
    context = place.context
    if annotation is None or context.resolve(annotation) in ANYTHING:
        return (), ()
    plain = _without_quotes(annotation, place)
    if plain is None:
        return None
    quote, text, inner = plain
    if any(member.is_none for member in members(inner, context)):
        return (), ()
    if allows_pipes(context) and optional_style(context.file.settings) != "optional":
        return (Edit(annotation, f"{quote}{text} | None{quote}"),), ()
    optional = place.name("typing", "Optional", alone=True)
    if optional is None:
        return None
    return (Edit(annotation, f"{quote}{optional.text}[{text}]{quote}"),), optional.imports


def _without_quotes(annotation: ast.expr, place: Place) -> tuple[str, str, ast.expr] | None:
    """The quote around a type, its source and its tree; None for what is no type, or not simple."""
    source = place.source(annotation)
    if source is None:
        return None
    if not isinstance(annotation, ast.Constant):
        return "", source, annotation
    text = source[1:-1]
    inner = parse_type(text) if text == annotation.value else None
    return (source[0], text, inner) if inner else None


def _on_lines(text: str, union: ast.expr, place: Place) -> str:
    """A union that stood on several lines, still so where it is too long for one."""
    line = place.text.lines[union.lineno - 1]
    before = line.encode()[: union.col_offset].decode()
    if len(before) + len(text) <= LINE_LENGTH or "\n" in text:
        return text
    tree = ast.parse(text, mode="eval").body
    parts: list[ast.expr] = []
    while isinstance(tree, ast.BinOp):
        parts.insert(0, tree.right)
        tree = tree.left
    indent = leading(line)
    rows = [ast.get_source_segment(text, part) or "" for part in (tree, *parts)]
    start = f"\n{indent}{indentation(place.text.lines)}"
    return f"({start}" + f"{start}| ".join(rows) + f"\n{indent})"
