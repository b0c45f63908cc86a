"""What the async code of a file leads to: the functions that it calls or hands to a thread."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context

SELF = frozenset({"self", "cls"})
Function = ast.FunctionDef | ast.AsyncFunctionDef
Key = tuple[ast.ClassDef | None, str]


class Definitions(Record):
    """What names lead to, those behind `self.` by their class; and the class around each node."""

    nodes: dict[Key, list[ast.AST]]
    owners: dict[ast.AST, ast.ClassDef]


def serves_async(node: ast.AST, context: Context) -> bool:
    """Whether `node` stands in async code, or in what async code of the file leads to."""
    reached = reached_from_async(context.file.tree)
    return any(above in reached for above in context.parents(node))


@lru_cache(maxsize=1)
def reached_from_async(tree: ast.Module) -> frozenset[ast.AST]:
    """The `async def`s of a file with the functions, and the assignments, that they lead to."""
    definitions = _definitions(tree)
    found: set[ast.AST] = set()
    pending: list[ast.AST] = [
        node for node in ast.walk(tree) if isinstance(node, ast.AsyncFunctionDef)
    ]
    while pending:
        node = pending.pop()
        if node not in found:
            found.add(node)
            for key in set(_mentions(node, definitions)):
                pending += definitions.nodes.get(key, ())
    return frozenset(found)


def _mentions(node: ast.AST, definitions: Definitions) -> Iterator[Key]:
    for inner in ast.walk(node):
        match inner:
            case ast.Name(id=name, ctx=ast.Load()):
                yield None, name
            case ast.Attribute(value=ast.Name(id=receiver), attr=name) if receiver in SELF:
                yield definitions.owners.get(node), name


def _definitions(tree: ast.Module) -> Definitions:
    nodes: dict[Key, list[ast.AST]] = defaultdict(list)
    owners: dict[ast.AST, ast.ClassDef] = {}
    for cls in ast.walk(tree):
        if isinstance(cls, ast.ClassDef):
            owners.update(dict.fromkeys(ast.walk(cls), cls))
            for method in cls.body:
                if isinstance(method, Function):
                    is_maker = method.name == "__init__"
                    nodes[(None, cls.name) if is_maker else (cls, method.name)].append(method)
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) if node not in getattr(owners.get(node), "body", ()):
                nodes[None, name].append(node)
            case ast.Assign(targets=[target]) | ast.AnnAssign(target=target):
                if key := _assigned(node, target, tree, owners):
                    nodes[key].append(node)
    return Definitions(nodes, owners)


def _assigned(
    node: ast.stmt, target: ast.expr, tree: ast.Module, owners: dict[ast.AST, ast.ClassDef]
) -> Key | None:
    """The variable that an assignment sets: one of the module, or an attribute of `self`."""
    match target:
        case ast.Name(id=name) if node in tree.body:
            return None, name
        case ast.Attribute(value=ast.Name(id="self"), attr=name) if node in owners:
            return owners[node], name
    return None
