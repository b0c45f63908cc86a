"""The functions that FastAPI calls to inject what they give."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import keyword
from housestyle_core.facts.infer import PARTIAL
from housestyle_core.facts.route_table.marks import marks_of, name_of
from housestyle_core.facts.route_table.parameters import DEPENDS
from housestyle_core.facts.route_table.signatures import of_function
from housestyle_core.facts.written_types import Meaning, followed_nowhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.facts.fastapi_routes import Handler
    from housestyle_core.tree.context import Context, File
    from housestyle_core.tree.scopes import Scope


def is_injected(function: Handler, context: Context) -> bool:
    """Whether the file proves that FastAPI calls a function of the module for its value.

    `Depends` names it, or a parameter has such a mark and the file neither calls the function nor
    registers it as a handler.
    """
    if function in _given_functions(context.file):
        return True
    signature = of_function(function, context.scope, followed_nowhere)
    if (
        signature is None
        or function.decorator_list
        or function.name in _used_otherwise(context.file)
    ):
        return False
    marks = (
        mark
        for parameter in signature.parameters
        for mark in marks_of(parameter, context.scope, followed_nowhere)
    )
    return any(name_of(mark) in DEPENDS for mark in marks)


def given_to_depends(file: File) -> Iterator[Meaning]:
    """What the file names for `Depends`; where a call makes that, what is called."""
    for region in file.regions:
        for node in region.nodes:
            if isinstance(node, ast.Call) and region.scope.resolve(node.func) in DEPENDS:
                named = next(iter(node.args), None) or keyword(node, "dependency")
                if named:
                    yield Meaning(_called(named, region.scope), region.scope)


def _called(named: ast.expr, scope: Scope) -> ast.expr:
    match named:
        case ast.Call(func=made, args=[first, *_]) if scope.resolve(made) == PARTIAL:
            return first
        case ast.Call(func=made):
            return made
    return named


@lru_cache(maxsize=1)
def _given_functions(file: File) -> frozenset[ast.AST]:
    found = (
        scope.find(named.id)
        for named, scope in given_to_depends(file)
        if isinstance(named, ast.Name)
    )
    return frozenset(
        binding.node
        for scope, bindings in filter(None, found)
        for binding in bindings
        if scope is file.scope
    )


@lru_cache(maxsize=1)
def _used_otherwise(file: File) -> frozenset[str]:
    """The functions that the file calls, or gives to a call that may register them as handlers."""
    parts = (
        part
        for call in file.nodes(ast.Call)
        for part in (call.func, *call.args, *(each.value for each in call.keywords))
    )
    return frozenset(part.id for part in parts if isinstance(part, ast.Name))
