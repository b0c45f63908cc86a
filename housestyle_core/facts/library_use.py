"""Where a file uses a library, and the import that brings it in."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.blocking.threads import is_offloader
from housestyle_core.facts.name_reads import name_reads
from housestyle_core.record import Record
from housestyle_core.tree.context import Context

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from housestyle_core.finding import Located
    from housestyle_core.tree.context import File
    from housestyle_core.tree.scopes import Scope

UNUSED = (None, "close", "aclose")
PARTIAL = frozenset({"functools.partial", "functools.partialmethod"})


class Use(Record):
    """A dotted name that is called, or handed to a thread, by `call`; `origin` is its import."""

    name: str
    call: ast.Call
    origin: Located
    context: Context


def uses(file: File, names: Container[str]) -> Iterator[Use]:
    """The uses of these dotted names in source order; the rule needs the calls of the file."""
    for node, scope, in_annotation, quoted in file.sites:
        if isinstance(node, ast.Call):
            context = Context(file, scope, in_annotation, quoted)
            for expression in (node.func, *_handed_on(node, context)):
                name = context.resolve(expression)
                if name and name in names:
                    origin = _import_of(expression, name, scope) or expression
                    yield Use(name, node, origin, context)


def is_used(file: File, *names: str) -> bool:
    """Whether the file imports one of these dotted names, or calls one or what is below it."""
    inside = tuple(f"{name}." for name in names)
    calls = ((node, scope) for node, scope, *_ in file.sites if isinstance(node, ast.Call))
    return file.imports(*names) or any(
        f"{scope.resolve(call.func)}.".startswith(inside) for call, scope in calls
    )


def is_for_somebody_else(use: Use) -> bool:
    """Whether what is made here only goes on as an argument, to a client that asks for it."""
    match next(use.context.parents(use.call)):
        case ast.keyword():
            return True
        case ast.Assign(targets=[ast.Name(id=name)]):
            parents = use.context.file.parents
            mentions = [
                parents[node]
                for node in name_reads(use.context.function or use.context.file.tree).get(name, ())
            ]
            is_used = any(getattr(up, "attr", None) not in UNUSED for up in mentions)
            return not is_used and any(isinstance(up, ast.Call | ast.keyword) for up in mentions)
    return False


def _handed_on(call: ast.Call, context: Context) -> list[ast.expr]:
    """The arguments of a call that somebody else is to call, if it hands any on."""
    given: list[ast.expr] = [
        argument for argument in call.args if isinstance(argument, ast.Name | ast.Attribute)
    ]
    hands_on = given and (context.resolve(call.func) in PARTIAL or is_offloader(call, context))
    return given if hands_on else []


def _import_of(expression: ast.expr, name: str, scope: Scope) -> ast.alias | None:
    """The part of an import that a dotted name comes from, the most exact of several."""
    while isinstance(expression, ast.Attribute):
        expression = expression.value
    found = scope.find(expression.id) if isinstance(expression, ast.Name) else None
    aliases = {
        f"{getattr(statement, 'module', None) or ''}.{alias.name}".lstrip("."): alias
        for statement in (binding.node for binding in (found[1] if found else ()))
        if isinstance(statement, ast.Import | ast.ImportFrom)
        for alias in statement.names
    }
    leading = [target for target in aliases if f"{name}.".startswith(f"{target}.")]
    return aliases[max(leading, key=len)] if leading else None
