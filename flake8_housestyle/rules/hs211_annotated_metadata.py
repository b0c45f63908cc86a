"""Metadata of a parameter or field in the other place

`db: Session = Depends(get_db)` puts something in the place of the default that is none: who calls
the function gets a `Depends` object, the type checker believes in a default, and a parameter that
must be given looks optional. In `Annotated[Session, Depends(get_db)]` the type has its metadata and
the default is a default; the whole can have a name and be used again. `style = "default-position"`
asks for the opposite: what matters more is one way everywhere.

What a `Field` says of the default itself stays there, where type checkers look for it: its
`default_factory`, `alias`, `frozen` and the like. Left alone are a `Field` that says nothing else,
a parameter without a type, and `*args` or `**kwargs` in the call.

## Bad
    from fastapi import Depends, FastAPI, Query
    from pydantic import BaseModel, Field

    app = FastAPI()


    class User(BaseModel):
        name: str = Field(min_length=1)


    @app.get("/users")
    def find(limit: int = Query(10, le=100), user: User = Depends(User)) -> list[User]: ...

## Good
    from typing import Annotated

    from fastapi import Depends, FastAPI, Query
    from pydantic import BaseModel, Field

    app = FastAPI()


    class User(BaseModel):
        name: Annotated[str, Field(min_length=1)]


    @app.get("/users")
    def find(
        user: Annotated[User, Depends(User)], limit: Annotated[int, Query(le=100)] = 10
    ) -> list[User]: ...

## Fix
Safe into `Annotated`, with the default behind it, where the types are ones that the file knows.
Unsafe where a type of another module may have metadata of its own, for constraints then come in
another order; where a parameter of anything but a route handler loses its default, for who calls
the function without it gets a `Depends` object today, and an error then; and where one loses it
behind another that keeps it: there `*` is put in front, so that it is given by name. A signature is
fixed as a whole or not at all. Out of `Annotated` a person has to write it.
"""

from __future__ import annotations

import ast
from itertools import islice
from typing import TYPE_CHECKING, Literal

from housestyle_core.facts.parameter_marks import (
    KINDS,
    Kind,
    Mark,
    Owner,
    kind_of,
    mark_of,
    owner_of,
    with_only,
)
from housestyle_core.facts.written_types import ANNOTATED
from housestyle_core.finding import Finding
from housestyle_core.record import Record
from housestyle_core.tree.excerpt import cut, excerpt
from housestyle_core.tree.unparse import unparse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from housestyle_core.fix.edit import Fix
    from housestyle_core.fix.place import Place
    from housestyle_core.tree.context import Context


class Options(Record):
    """`style`: whether metadata belong into `annotated` types or into the `default-position`.

    `kinds`: the calls that this is about.
    """

    style: Literal["annotated", "default-position"] = "annotated"
    kinds: tuple[Kind, ...] = KINDS


def about(options: Options) -> Collection[str]:
    """The names of the calls."""
    return options.kinds


def check(node: ast.Call, context: Context, options: Options) -> Iterator[Finding]:
    if options.style == "default-position":
        kind = kind_of(node, context)
        if kind in options.kinds and _is_metadata(node, context):
            fault = f"`{excerpt(node)}` is metadata of the type"
            yield Finding(node, f"{fault}: write it in the place of the default")
        return
    owner = owner_of(node, context)
    mark = mark_of(node, context, options.kinds) if owner else None
    if owner and mark and (isinstance(owner.node, ast.arg) or mark.kind == "Field"):
        fault = f"`{excerpt(node)}` stands in the place of the default"
        yield Finding(node, f"{fault}: annotate with `{_written(owner, mark)}`")


def _is_metadata(node: ast.Call, context: Context) -> bool:
    """Whether a call is metadata of the `Annotated` type of a parameter or of a class's field."""
    generic, owner = islice(context.parents(node), 2)
    match generic:
        case ast.Subscript(value=form, slice=ast.Tuple(elts=[_, *metadata])) if node in metadata:
            is_owner = isinstance(owner, (ast.arg, ast.AnnAssign))
            return is_owner and context.resolve(form) in ANNOTATED
    return False


def _written(owner: Owner, mark: Mark) -> str:
    """The type with its metadata, and the default behind it, on one line."""
    call = unparse(with_only(mark.call, mark.metadata))
    text = f"Annotated[{excerpt(owner.annotation)}, {call}]"
    if mark.behind:
        return cut(f"{text} = {unparse(with_only(mark.call, (*mark.default_at, *mark.behind)))}")
    return cut(f"{text} = {unparse(mark.default)}" if mark.default else text)


def fix(node: ast.Call, place: Place, options: Options) -> Fix | None:
    """The metadata in the type, and the default without them."""
    from housestyle_core.facts.parameter_marks_fix import field_fix, parameter_fix

    owner = owner_of(node, place.context)
    mark = mark_of(node, place.context, options.kinds) if owner else None
    if owner is None or mark is None or options.style != "annotated":
        return None
    if isinstance(owner.node, ast.AnnAssign):
        return field_fix(owner.annotation, mark, place)
    return parameter_fix(owner.node, owner.annotation, mark, place, options.kinds)
