"""Where a type stands: in an annotation, in a base class, in an alias or among plain values."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.record import Record
from housestyle_core.tree.annotations import is_type_form

if TYPE_CHECKING:
    from housestyle_core.tree.context import Context, File

ANNOTATION_OWNERS = (ast.arg, ast.FunctionDef, ast.AsyncFunctionDef)
LAZY_OWNERS = tuple(
    getattr(ast, name)
    for name in ("TypeAlias", "TypeVar", "ParamSpec", "TypeVarTuple")
    if hasattr(ast, name)
)
LAZY_ANNOTATIONS = (3, 14)


class Place(Record):
    """A whole type expression and the node that it belongs to: a parameter, an assignment, …"""

    whole: ast.AST
    owner: ast.AST


def place_of(node: ast.AST, file: File) -> Place:
    """The type expression that `node` is a part of; a node that is no type is one of its own."""
    owner = file.parents[node]
    while is_type_form(owner) and not isinstance(owner, ast.Call):
        node, owner = owner, file.parents[owner]
    return Place(node, owner)


def is_lazy(node: ast.AST, context: Context) -> bool:
    """Whether Python leaves the type at `node` unevaluated until somebody asks for it."""
    if context.quoted or context.file.is_stub:
        return True
    whole, owner = place_of(node, context.file)
    if isinstance(owner, ast.AnnAssign):
        is_annotation = whole is owner.annotation
    else:
        is_annotation = context.in_annotation and isinstance(owner, ANNOTATION_OWNERS)
    return isinstance(owner, LAZY_OWNERS) or (is_annotation and _defers_annotations(context.file))


def is_base(node: ast.AST, file: File) -> bool:
    """Whether `node` is (part of) a base class."""
    whole, owner = place_of(node, file)
    return isinstance(owner, ast.ClassDef) and whole in owner.bases


def in_type_alias(node: ast.AST, context: Context) -> bool:
    """Whether `node` is part of the value of `Name = type`, a module's name that only types use."""
    if not isinstance(context.scope.node, ast.Module):
        return False
    match place_of(node, context.file):
        case Place(whole, ast.Assign(targets=[ast.Name(id=name)], value=value)):
            is_type = whole is value and isinstance(value, (ast.Subscript, ast.BinOp))
            return is_type and _only_in_types(name, context.file)
    return False


def _only_in_types(name: str, file: File) -> bool:
    return not any(
        isinstance(node, ast.Name)
        and node.id == name
        and isinstance(node.ctx, ast.Load)
        and not _is_type(node, file)
        for node in file.parents
    )


def _is_type(node: ast.AST, file: File) -> bool:
    whole, owner = place_of(node, file)
    match owner:
        case ast.AnnAssign(annotation=annotation):
            return whole is annotation
        case ast.ClassDef(bases=bases):
            return whole in bases
        case ast.FunctionDef(returns=returns) | ast.AsyncFunctionDef(returns=returns):
            return whole is returns
        case ast.Assign(value=value):
            return whole is value
    return isinstance(owner, (ast.arg, *LAZY_OWNERS))


def _defers_annotations(file: File) -> bool:
    if file.settings.target_python.value >= LAZY_ANNOTATIONS:
        return True
    bindings = file.scope.bindings.get("annotations", ())
    return any(binding.target == "__future__.annotations" for binding in bindings)
