"""The one walk over a file's tree: who asked for which node, and what each name is bound to.

Checks run when the walk is over, so each of them sees every binding of the file.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, NamedTuple

from housestyle_core.tree.annotations import (
    is_explicit_alias,
    is_type_form,
    quoted_type,
    type_parts,
)
from housestyle_core.tree.scopes import Binding, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    Parents = dict[ast.AST, ast.AST]
    Place = tuple[ast.AST, Scope, bool, bool]
    Handler = Callable[[Any, Scope, Parents], Iterator["Site"]]

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
PLAIN_FIELDS = {"arg", "attr", "ctx", "id", "kind", "level", "module", "op", "ops", "type_comment"}


FIELDS: dict[type[ast.AST], tuple[str, ...]] = {}


class Site(NamedTuple):
    """A node, the scope it stands in, and whether it is (part of) a type annotation."""

    node: ast.AST
    scope: Scope
    in_annotation: bool = False
    quoted: bool = False


class Tree(NamedTuple):
    """What the walk found: the wanted nodes, the parent of every node, which types of node occur.

    The sites are plain tuples where nothing was to be said of them: there are many.
    """

    sites: list[Place]
    parents: dict[ast.AST, ast.AST]
    scope: Scope
    kinds: set[type[ast.AST]]


def walk(tree: ast.Module, wanted: Container[type[ast.AST]], lines: list[str]) -> Tree:
    """Visit every node of `tree` once; `lines` are the file's, to place quoted annotations."""
    module = Scope(tree, None)
    sites: list[Place] = []
    parents: Parents = {}
    kinds: set[type[ast.AST]] = set()
    stack: list[Place] = [Site(tree, module)]
    while stack:
        place = stack.pop()
        node, scope, in_annotation, quoted = place
        kind = node.__class__
        kinds.add(kind)
        if kind in wanted:
            sites.append(place)
        if kind is ast.Name and node.ctx.__class__ is ast.Load:  # type: ignore[attr-defined]
            continue
        below: list[Place]
        if in_annotation:
            below = [*_in_annotation(place, lines)]
        elif handler := HANDLERS.get(kind):
            below = [*handler(node, scope, parents)]
        elif kind is ast.Constant:
            continue
        else:
            below = [(child, scope, False, quoted) for child in children(node)]
        for child in below:
            parents[child[0]] = node
        below.reverse()
        stack += below
    module.settle_nonlocals()
    return Tree(sites, parents, module, kinds)


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes directly below a node, but for operators and the like."""
    kind = node.__class__
    if (fields := FIELDS.get(kind)) is None:
        fields = tuple(field for field in kind._fields if field not in PLAIN_FIELDS)
        FIELDS[kind] = fields
    found: list[ast.AST] = []
    for field in fields:
        value = getattr(node, field, None)
        if value.__class__ is list:
            found += [item for item in value if isinstance(item, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def _in_annotation(place: Place, lines: list[str]) -> Iterator[Site]:
    node, scope, _, quoted = place
    if isinstance(node, ast.Constant):
        text = node.value
        if isinstance(text, str) and (inner := quoted_type(node, text, lines)):
            yield Site(inner, scope, is_type_form(inner), quoted=True)
        return
    for child, is_type in type_parts(node, scope):
        yield Site(child, scope, is_type, quoted)


def _sites(nodes: Iterable[ast.AST | None], scope: Scope) -> Iterator[Site]:
    return (Site(node, scope) for node in nodes if node is not None)


def _annotation(node: ast.AST | None, scope: Scope) -> Iterator[Site]:
    if node is not None:
        yield Site(node, scope, in_annotation=is_type_form(node))


def _function(
    node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope, _: Parents
) -> Iterator[Site]:
    scope.bind(node.name, Binding(node))
    outer = _with_type_parameters(node, scope)
    inner = Scope(node, outer)
    yield from _sites(node.decorator_list, scope)
    yield from _sites(getattr(node, "type_params", ()), outer)
    yield Site(node.args, inner)
    yield from _annotation(node.returns, outer)
    yield from _sites(node.body, inner)


def _lambda(node: ast.Lambda, scope: Scope, _: Parents) -> Iterator[Site]:
    inner = Scope(node, scope)
    yield Site(node.args, inner)
    yield Site(node.body, inner)


def _arguments(node: ast.arguments, scope: Scope, _: Parents) -> Iterator[Site]:
    yield from _sites((*node.posonlyargs, *node.args, node.vararg), scope)
    yield from _sites((*node.kwonlyargs, node.kwarg), scope)
    yield from _sites((*node.defaults, *node.kw_defaults), _around(scope))


def _argument(node: ast.arg, scope: Scope, _: Parents) -> Iterator[Site]:
    scope.bind(node.arg, Binding(node))
    yield from _annotation(node.annotation, _around(scope))


def _class(node: ast.ClassDef, scope: Scope, _: Parents) -> Iterator[Site]:
    scope.bind(node.name, Binding(node))
    outer = _with_type_parameters(node, scope)
    inner = Scope(node, outer)
    yield from _sites(node.decorator_list, scope)
    yield from _sites(getattr(node, "type_params", ()), outer)
    yield from _sites((*node.bases, *node.keywords), outer)
    yield from _sites(node.body, inner)


def _comprehension(
    node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, scope: Scope, _: Parents
) -> Iterator[Site]:
    inner = Scope(node, scope)
    yield from (Site(child, inner) for child in children(node))


def _generator(node: ast.comprehension, scope: Scope, parents: Parents) -> Iterator[Site]:
    first = parents[node].generators[0] is node  # type: ignore[attr-defined]
    yield Site(node.target, scope)
    yield Site(node.iter, _around(scope) if first else scope)
    yield from _sites(node.ifs, scope)


def _annotated_assignment(node: ast.AnnAssign, scope: Scope, _: Parents) -> Iterator[Site]:
    yield Site(node.target, scope)
    yield from _annotation(node.annotation, scope)
    if is_explicit_alias(node, scope):
        yield from _annotation(node.value, scope)
    else:
        yield from _sites([node.value], scope)


def _type_alias(node: ast.AST, scope: Scope, _: Parents) -> Iterator[Site]:
    outer = _with_type_parameters(node, scope)
    yield Site(node.name, scope)  # type: ignore[attr-defined]
    yield from _sites(node.type_params, outer)  # type: ignore[attr-defined]
    yield from _annotation(node.value, outer)  # type: ignore[attr-defined]


def _type_parameter(node: ast.AST, scope: Scope, _: Parents) -> Iterator[Site]:
    scope.bind(node.name, Binding(node))  # type: ignore[attr-defined]
    yield from _annotation(getattr(node, "bound", None), scope)
    yield from _annotation(getattr(node, "default_value", None), scope)


def _name(node: ast.Name, scope: Scope, parents: Parents) -> Iterator[Site]:
    if not isinstance(node.ctx, ast.Store):
        return
    parent = parents[node]
    match parent:
        case ast.NamedExpr(value=value) if isinstance(scope.node, COMPREHENSIONS):
            while isinstance(scope.node, COMPREHENSIONS):
                scope = _around(scope)
            scope.bind(node.id, Binding(parent))
        case ast.Assign(value=value) | ast.AnnAssign(value=value) | ast.NamedExpr(value=value):
            scope.bind(node.id, Binding(parent, value=value))
        case ast.Tuple() | ast.List():
            scope.bind(node.id, Binding(parent, value=_part(node, parent, parents)))
        case _:
            scope.bind(node.id, Binding(parent))
    yield from ()


def _part(target: ast.expr, targets: ast.AST, parents: Parents) -> ast.expr | None:
    """What `a, b = x, y` gives to one of its targets."""
    match targets, parents.get(targets):
        case (
            ast.Tuple(elts=names) | ast.List(elts=names),
            ast.Assign(value=ast.Tuple(elts=values) | ast.List(elts=values)),
        ) if len(names) == len(values):
            is_plain = not any(isinstance(item, ast.Starred) for item in (*names, *values))
            return values[names.index(target)] if is_plain else None
    return None


def _attribute(node: ast.Attribute, scope: Scope, parents: Parents) -> Iterator[Site]:
    if isinstance(node.ctx, ast.Store) and isinstance(node.value, ast.Name):
        owner = scope.class_of_self(node.value.id)
        if owner is not None:
            parent = parents[node]
            value = (
                parent.value
                if isinstance(parent, ast.Assign | ast.AnnAssign)
                else _part(node, parent, parents)
            )
            binding = Binding(parent, value=value, scope=scope)
            owner.attributes.setdefault(node.attr, []).append(binding)
    yield Site(node.value, scope)


def _import(node: ast.Import, scope: Scope, _: Parents) -> Iterator[Site]:
    for alias in node.names:
        target = alias.name if alias.asname else alias.name.partition(".")[0]
        scope.imported.add(target)
        scope.bind(alias.asname or target, Binding(node, target=target))
    yield from ()


def _import_from(node: ast.ImportFrom, scope: Scope, _: Parents) -> Iterator[Site]:
    package = "." * node.level + (node.module or "")
    joint = "" if package.endswith(".") else "."
    for alias in node.names:
        target = package + joint + alias.name
        scope.imported.add(target)
        scope.bind(alias.asname or alias.name, Binding(node, target=target))
    yield from ()


def _captured(node: ast.AST, scope: Scope, _: Parents) -> Iterator[Site]:
    """`except … as name`, `case … as name`, `case *name`, `case {**rest}`."""
    name = getattr(node, "name", None) or getattr(node, "rest", None)
    if name:
        scope.bind(name, Binding(node))
    yield from _sites(children(node), scope)


def _global(node: ast.Global, scope: Scope, _: Parents) -> Iterator[Site]:
    if scope.parent is not None:
        scope.elsewhere.update(dict.fromkeys(node.names, scope.module()))
    yield from ()


def _nonlocal(node: ast.Nonlocal, scope: Scope, _: Parents) -> Iterator[Site]:
    scope.nonlocals.extend((scope, name) for name in node.names)
    yield from ()


def _with_type_parameters(node: ast.AST, scope: Scope) -> Scope:
    """The scope that a definition's type parameters live in; `scope` where it has none."""
    generic = bool(getattr(node, "type_params", ()))
    return Scope(scope.node, scope, generic=True) if generic else scope


def _around(scope: Scope) -> Scope:
    return scope.parent or scope


HANDLERS: dict[type[ast.AST], Handler] = {
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.Lambda: _lambda,
    ast.arguments: _arguments,
    ast.arg: _argument,
    ast.ClassDef: _class,
    **dict.fromkeys(COMPREHENSIONS, _comprehension),
    ast.comprehension: _generator,
    ast.AnnAssign: _annotated_assignment,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.Global: _global,
    ast.Nonlocal: _nonlocal,
    **dict.fromkeys((ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping), _captured),
}
for _kind in ("TypeVar", "ParamSpec", "TypeVarTuple"):
    if hasattr(ast, _kind):
        HANDLERS[getattr(ast, _kind)] = _type_parameter
if hasattr(ast, "TypeAlias"):
    HANDLERS[ast.TypeAlias] = _type_alias
