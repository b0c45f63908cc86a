"""Where a module says with `Depends` or `Security` what FastAPI is to put into a parameter."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.types import CallableType, get_proper_type

from housestyle_core.facts.fastapi_routes import Handler
from housestyle_core.facts.written_types import ANNOTATED
from housestyle_core.record import Record
from mypy_housestyle.facts.imports import imports_module, imports_name, imports_package
from mypy_housestyle.walk import statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mypy.types import Type

    from housestyle_core.tree.scopes import Scope
    from mypy_housestyle.facts.source import Source

NAMES = ("Depends", "Security")
TYPING = ("typing", "typing_extensions")
HOMES = ("fastapi", "fastapi.params", "fastapi.param_functions")
MARKERS = frozenset(f"{home}.{name}" for home in HOMES for name in NAMES)
Place = tuple[int, int]


class Injection(Record):
    """A type in `Annotated`, as mypy has it and as it is written, and the dependency beside it."""

    declared: Type
    annotation: ast.expr
    dependency: ast.expr
    scope: Scope


def may_annotate(tree: n.MypyFile) -> bool:
    """Whether a module imports what an injection in `Annotated` is written with."""
    return (imports_name(tree, NAMES) or imports_package(tree, ("fastapi",))) and (
        imports_name(tree, ("Annotated",)) or imports_module(tree, TYPING)
    )


def annotated_injections(tree: n.MypyFile, source: Source) -> Iterator[Injection]:
    """What the metadata of `Annotated` injects, in parameters and in aliases of the module."""
    functions: dict[Place, n.FuncDef] = {}
    parents = source.file.parents
    for nodes, scope, *_ in source.file.regions:
        for node in nodes:
            if found := _annotated(node, scope):
                functions = functions or _functions(tree)
                around = _around(node, parents)
                declared = _parameter_type(around, parents, functions)
                if declared is None and scope is source.file.scope:
                    declared = _alias_type(around, tree)
                if declared is not None:
                    yield Injection(declared, *found, scope)


def dependency_of(marker: ast.Call) -> ast.expr | None:
    """What a call of `Depends` names as the dependency."""
    named = [item.value for item in marker.keywords if item.arg == "dependency"]
    return next(iter([*marker.args, *named]), None)


def default_annotation(marker: ast.Call, source: Source) -> ast.expr | None:
    """The annotation of the parameter or attribute that has a call of `Depends` for a value."""
    match source.file.parents[marker]:
        case ast.AnnAssign(annotation=annotation):
            return annotation
        case ast.arguments() as around:
            positional = [*around.posonlyargs, *around.args]
            defaults = [None] * (len(positional) - len(around.defaults)) + around.defaults
            values = zip(
                [*positional, *around.kwonlyargs], [*defaults, *around.kw_defaults], strict=True
            )
            return next(
                (argument.annotation for argument, value in values if value is marker), None
            )
    return None


def _annotated(node: ast.AST, scope: Scope) -> tuple[ast.expr, ast.expr] | None:
    """The type in an `Annotated`, and the dependency in the last marker of its metadata."""
    match node:
        case ast.Subscript(value=form, slice=ast.Tuple(elts=[annotation, *metadata])) if (
            scope.resolve(form) in ANNOTATED
        ):
            calls = [item for item in metadata if isinstance(item, ast.Call)]
            markers = [call for call in calls if scope.resolve(call.func) in MARKERS]
            dependency = dependency_of(markers[-1]) if markers else None
            return (annotation, dependency) if dependency else None
    return None


def _around(node: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> ast.AST | None:
    """What has an `Annotated` for its whole annotation or value, quoted or not."""
    around = parents.get(node)
    return parents.get(around) if isinstance(around, ast.Constant) else around


def _parameter_type(
    around: ast.AST | None,
    parents: Mapping[ast.AST, ast.AST],
    functions: Mapping[Place, n.FuncDef],
) -> Type | None:
    """The declared type of a parameter of a function; None for anything else."""
    function = parents[parents[around]] if isinstance(around, ast.arg) else None
    if not isinstance(around, ast.arg) or not isinstance(function, Handler):
        return None
    found = functions.get((function.lineno, function.col_offset))
    signature = get_proper_type(found.type) if found else None
    if not isinstance(signature, CallableType) or around.arg not in signature.arg_names:
        return None
    return signature.arg_types[signature.arg_names.index(around.arg)]


def _alias_type(statement: ast.AST | None, tree: n.MypyFile) -> Type | None:
    """What an alias of the module stands for, assigned or made with `type`."""
    targets = getattr(statement, "targets", ())
    name = targets[0] if targets else getattr(statement, "target", getattr(statement, "name", None))
    symbol = tree.names.get(name.id) if isinstance(name, ast.Name) else None
    return symbol.node.target if symbol and isinstance(symbol.node, n.TypeAlias) else None


def _functions(tree: n.MypyFile) -> dict[Place, n.FuncDef]:
    """Each function by where its `def` stands."""
    found = (node for node in statements(tree) if isinstance(node, n.FuncDef))
    return {(function.line, function.column): function for function in found}
