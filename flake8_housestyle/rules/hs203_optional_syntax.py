"""Optional type in the other spelling

`int | None` shows at a glance that `None` may come, needs no import and reads the same everywhere;
a team that prefers `Optional[int]` wants just that everywhere. Two spellings of one type side by
side make a reader look for a difference that is not there.

Annotations are checked, quoted ones and those of stubs too, and so are aliases that the module
uses in types alone. What the program uses as a value, as in `cast(Optional[int], x)`, is left
alone, and so is a class that a field of its name hides (`date: Optional[date] = None`). So is a
file whose `target-python` does not know `|`, for frameworks evaluate annotations even below
`from __future__ import annotations`. A union without `None` is `union-syntax`.

## Bad
    from typing import Optional

    def find(name: str, near: Optional[int] = None) -> Optional[str]: ...

## Good
    def find(name: str, near: int | None = None) -> str | None: ...

## Fix
Safe, with the members as they are written: `Optional` and `Union` are imported where they are
wanted, and the import that nothing uses any more is removed. Where a member is quoted, the whole
is: `"Node | None"`.
"""

from __future__ import annotations

import ast  # noqa: TC003 (`check` is registered by its annotation)
from typing import TYPE_CHECKING

from housestyle_core.facts.union_spelling import stands_as_type, with_brackets, with_pipes
from housestyle_core.facts.unions import (
    OPTIONAL,
    OPTIONAL_STYLE,
    UNION,
    OptionalStyle,
    is_optional,
    members,
    optional_is_against,
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

ABOUT = last_names(OPTIONAL | UNION)


class Options(Record):
    """How types that may be `None` are spelled.

    `style`: `union` wants `int | None`, `optional` wants `Optional[int]`.
    `runtime`: also where the program uses the type as a value.
    """

    style: OptionalStyle = OPTIONAL_STYLE
    runtime: bool = False


def applies(file: File, options: Options) -> bool:
    """Whether the file has a way to spell what is not wanted."""
    return options.style == "optional" or file.can_reach(OPTIONAL | UNION)


def check(node: ast.Subscript | ast.BinOp, context: Context, options: Options) -> Iterator[Finding]:
    found = () if union_around(node, context) else tuple(members(node, context))
    if not optional_is_against(found, options.style):
        return
    if not options.runtime and not stands_as_type(node, context):
        return
    if options.style == "optional":
        fault, remedy = "hides an optional type in a union", with_brackets(node, found, context)
    else:
        hidden = is_optional(node, context)
        fault = "hides the `None`" if hidden else "spells a union with brackets"
        remedy = with_pipes(node, found, context)
    if remedy:
        yield Finding(node, f"`{excerpt(node)}` {fault}: write `{remedy}`")


def fix(node: ast.Subscript | ast.BinOp, place: Place, options: Options) -> Fix | None:
    """The union in the spelling that the team wants."""
    from housestyle_core.facts.union_fix import respelled

    return respelled(node, place, piped=options.style == "union")
