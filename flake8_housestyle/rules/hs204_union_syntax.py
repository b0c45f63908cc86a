"""Union of types in the other spelling

`int | str` needs no import and is how Python itself shows the type; a team that wants
`Union[int, str]` wants just that everywhere. Two spellings of one type side by side make a reader
look for a difference that is not there.

Annotations are checked, quoted ones and those of stubs too, and so are aliases that the module
uses in types alone. A union with `None` is `optional-syntax`, which reports it as a whole.

## Bad
    from typing import Union

    def parse(text: Union[str, bytes]) -> dict[str, Union[int, float]]: ...

## Good
    def parse(text: str | bytes) -> dict[str, int | float]: ...

## Fix
Safe, with the members as they are written: `Union` is imported where it is wanted, and the import
that nothing uses any more is removed. Where a member is quoted, the whole is: `"Node | Leaf"`.
"""

from __future__ import annotations

import ast  # noqa: TC003 (`check` is registered by its annotation)
from typing import TYPE_CHECKING, Literal

from housestyle_core.facts.union_spelling import stands_as_type, with_brackets, with_pipes
from housestyle_core.facts.unions import (
    UNION,
    members,
    optional_is_against,
    optional_style,
    outermost,
    union_around,
)
from housestyle_core.finding import Finding
from housestyle_core.record import Record
from housestyle_core.tree.excerpt import excerpt
from housestyle_core.tree.names import last_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.fix.edit import Fix
    from housestyle_core.fix.place import Place
    from housestyle_core.tree.context import Context, File

ABOUT = last_names(UNION)


class Options(Record):
    """How unions of types are spelled.

    `style`: `pipe` wants `int | str`, `union` wants `Union[int, str]`, `either` lets both pass.
    """

    style: Literal["pipe", "union", "either"] = "pipe"


def applies(file: File, options: Options) -> bool:
    """Whether the file has a way to spell what is not wanted."""
    return options.style == "union" or file.can_reach(UNION)


def check(node: ast.Subscript | ast.BinOp, context: Context, options: Options) -> Iterator[Finding]:
    found = tuple(members(node, context))
    against = any(member.piped == (options.style == "union") for member in found)
    if not against or options.style == "either" or any(member.is_none for member in found):
        return
    if options.style == "pipe":
        wanted, fault = stands_as_type(node, context), "spells a union with brackets"
    else:
        wanted, fault = context.in_annotation, "spells a union with `|`"
    if wanted and not _is_reported_around(node, context):
        write = with_pipes if options.style == "pipe" else with_brackets
        if remedy := write(node, found, context):
            yield Finding(node, f"`{excerpt(node)}` {fault}: write `{remedy}`")


def fix(node: ast.Subscript | ast.BinOp, place: Place, options: Options) -> Fix | None:
    """The union in the spelling that the team wants."""
    from housestyle_core.facts.union_fix import respelled

    return respelled(node, place, piped=options.style == "pipe")


def _is_reported_around(union: ast.expr, context: Context) -> bool:
    """Whether the union is part of one that is reported, by this rule or by HS203."""
    around = union_around(union, context)
    if around is None:
        return False
    if not any(member.is_none for member in members(around, context)):
        return True
    style = optional_style(context.file.settings)
    whole = members(outermost(around, context), context)
    return style is not None and optional_is_against(whole, style)
