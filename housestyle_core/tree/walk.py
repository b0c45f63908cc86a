"""The one walk over a file's tree: where each node stands, and what each name is bound to.

The nodes are visited region by region: a function's body comes when the code around it is done.
Checks run when the walk is over, so each of them sees every binding of the file.
"""

from __future__ import annotations

import ast
from ast import Attribute, Constant, Load, Name  # looked up for each node
from typing import TYPE_CHECKING, Any

from housestyle_core.tree.annotations import is_type_form, quoted_type, type_parts
from housestyle_core.tree.bindings import VISITORS
from housestyle_core.tree.regions import FIELDS, Region, Tree
from housestyle_core.tree.scopes import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator


def walk(tree: ast.Module, lines: list[str]) -> Tree:
    """Visit every node of `tree` once; `lines` are the file's, to place quoted annotations."""
    found = Tree([Region([tree], Scope(tree, None))], {}, {ast.Module}, {})
    for region in found.regions:  # which grow
        if region.in_annotation:
            _visit_types(region, found, lines)
        else:
            _visit_code(region, found)
    found.kinds.update(map(type, found.parents))
    found.scope.settle()
    return found


def children(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes directly below a node, but for operators and the like."""
    for field in FIELDS[node.__class__]:
        value = getattr(node, field)
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield child


def _visit_code(region: Region, found: Tree) -> None:
    nodes: list[Any] = region.nodes
    add, parents = nodes.append, found.parents
    for node in nodes:  # which grow
        kind = node.__class__
        if kind is Constant or (kind is Name and node.ctx.__class__ is Load):
            continue
        if kind is Attribute and node.ctx.__class__ is Load:
            add(node.value)
            parents[node.value] = node
            continue
        visit = VISITORS.get(kind)
        for field in visit(node, region, found) if visit else FIELDS[kind]:
            value = getattr(node, field)
            if value.__class__ is list:
                for child in value:
                    if child is not None:
                        add(child)
                        parents[child] = node
            elif value is not None:
                add(value)
                parents[value] = node


def _visit_types(region: Region, found: Tree, lines: list[str]) -> None:
    types, scope, _, quoted = region
    if not quoted:
        found.types.pop(scope, None)
    values: list[ast.AST] = []
    for node in types:  # which grow
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str) and (inner := quoted_type(node, node.value, lines)):
                found.parents[inner] = node
                found.regions.append(Region([inner], scope, is_type_form(inner), quoted=True))
        elif not isinstance(node, ast.Name):
            for child, is_type in type_parts(node, scope):
                found.parents[child] = node
                (types if is_type else values).append(child)
    if values:
        found.regions.append(Region(values, scope, quoted=quoted))
