"""`Depends` parameter annotated with another type than its dependency gives

FastAPI hands over whatever the dependency returns or yields and checks nothing, and a type checker
takes `Depends()` for `Any`. So the handler is checked against the annotation alone, and fails at
run time where that is wrong.

## Bad
    from fastapi import Depends, FastAPI

    app = FastAPI()


    class User:
        name = "a"


    async def current_user() -> User | None:
        return None


    @app.get("/me")
    async def read_me(user: User = Depends(current_user)) -> str:
        return user.name

## Good
    from fastapi import Depends, FastAPI, HTTPException

    app = FastAPI()


    class User:
        name = "a"


    async def current_user() -> User | None:
        return None


    @app.get("/me")
    async def read_me(user: User | None = Depends(current_user)) -> str:
        if user is None:
            raise HTTPException(401)
        return user.name

## Fix
None: only you know whether the annotation or the dependency is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.erasetype import erase_typevars
from mypy.messages import format_type_distinctly
from mypy.nodes import MypyFile  # noqa: TC002 (`check` is registered by its annotation)
from mypy.subtypes import is_subtype
from mypy.types import Instance, NoneType, UnionType, get_proper_type

from housestyle_core.tree.excerpt import cut, excerpt
from mypy_housestyle.facts.dependencies import given_by, raises_for_none, without_none
from mypy_housestyle.facts.injections import (
    MARKERS,
    annotated_injections,
    default_annotation,
    dependency_of,
    may_annotate,
)
from mypy_housestyle.facts.source import source_of
from mypy_housestyle.facts.written_dependencies import Reader, depend
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from mypy.options import Options
    from mypy.types import Type

    from mypy_housestyle.call import Call
    from mypy_housestyle.module import ModuleContext

ABOUT = MARKERS


def check_call(call: Call, _: str) -> Iterator[Finding]:
    """`Depends` as a default: mypy knows the type of the dependency."""
    declared = call.checker.expr_checker.type_context[-1]
    given = _given(call.arguments[0][1], declared) if declared and call.arguments else None
    if declared is None or given is None or _fits(given, declared):
        return
    source = source_of(call.checker.tree, call.settings)
    written = source.call(call.node) if source else None
    if source is None or written is None:
        return
    annotation, dependency = default_annotation(written[0], source), dependency_of(written[0])
    if annotation and dependency:
        message = _message(dependency, given, declared, call.checker.options)
        yield Finding(source.place(annotation), message)


def applies(context: ModuleContext) -> bool:
    return may_annotate(context.tree)


def check(node: MypyFile, context: ModuleContext) -> Iterator[Finding]:
    """`Depends` in the metadata of `Annotated`, which mypy leaves out."""
    source = source_of(node, context.settings)
    if source is None:
        return
    reader = Reader(context.checker, context.settings, node, set())
    types: list[Type] = []
    for declared, annotation, dependency, scope in annotated_injections(node, source):
        given = _given(reader.type_of(dependency, scope), declared)
        if given is not None:
            types.append(given)
            if not _fits(given, declared):
                message = _message(dependency, given, declared, context.checker.options)
                yield Finding(source.place(annotation), message)
    depend(reader, types)


def _given(dependency: Type | None, declared: Type) -> Type | None:
    """What the parameter gets, with None only where the annotation could be meant for it."""
    given = given_by(dependency)
    if given is not None and raises_for_none(dependency) and not _may_be_none(declared):
        return without_none(given)
    return given


def _fits(given: Type, declared: Type) -> bool:
    """Whether a parameter may have this type; what is declared `None` or a protocol always may.

    `None` is for a dependency that only guards; members that a protocol asks for mypy may not know.
    """
    proper = get_proper_type(declared)
    parts = map(get_proper_type, proper.items if isinstance(proper, UnionType) else [proper])
    if isinstance(proper, NoneType):
        return True
    is_protocol = any(isinstance(part, Instance) and part.type.is_protocol for part in parts)
    return is_protocol or is_subtype(given, erase_typevars(declared))


def _message(dependency: ast.expr, given: Type, declared: Type, options: Options) -> str:
    gives, wants = format_type_distinctly(given, declared, options=options, bare=True)
    remedy = f"annotate it with `{cut(gives)}`"
    if _may_be_none(given) and not _may_be_none(declared):
        remedy += ", or raise where there is none"
    return f"`{excerpt(dependency)}` gives `{cut(gives)}`, not `{cut(wants)}`: {remedy}"


def _may_be_none(declared: Type) -> bool:
    proper = get_proper_type(declared)
    items = proper.items if isinstance(proper, UnionType) else []
    return any(isinstance(get_proper_type(item), NoneType) for item in items)
