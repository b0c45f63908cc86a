"""What each function of a module runs itself, and where its variables get their values.

One walk over mypy's tree, taken when its names are bound and no body is checked yet.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple

import mypy.nodes as n

from housestyle_core.facts.own_functions import ACCESSORS
from mypy_housestyle.facts.signatures import name_of
from mypy_housestyle.walk import children

if TYPE_CHECKING:
    from collections.abc import Iterator

Way = Literal["value", "item", "entered"]
USES = {
    *(n.CallExpr, n.ForStmt, n.WithStmt, n.MemberExpr, n.IndexExpr, n.StarExpr),
    *(n.GeneratorExpr, n.DictionaryComprehension, n.YieldFromExpr),
}
BINDERS = {
    *(n.AssignmentStmt, n.AssignmentExpr, n.ForStmt, n.WithStmt),
    *(n.GeneratorExpr, n.DictionaryComprehension),
}
ASIDE = ACCESSORS | {"overload"}
DEFINITIONS = {n.FuncDef, n.Decorator, n.ClassDef, n.LambdaExpr, n.Block}


class Source(NamedTuple):
    """An expression that a variable gets its value from: as it is, by `for`, or by `with`."""

    expression: n.Expression
    way: Way = "value"


class Function(NamedTuple):
    """A function or method: its decorators, the nodes it runs itself, the functions it returns."""

    node: n.FuncDef
    decorators: list[n.Expression]
    uses: list[n.Node]
    returned: list[n.FuncDef]


class Code(NamedTuple):
    """The functions of a module, nested ones too; what its variables and `self.x` are bound to.

    `selves` has the class behind the first parameter of each method, `definitions` the functions
    that a full name is defined as: several where they depend on a condition or replace each other.
    """

    tree: n.MypyFile
    functions: dict[n.FuncDef, Function]
    sources: dict[n.SymbolNode, list[Source]]
    selves: dict[n.SymbolNode, n.TypeInfo]
    definitions: dict[str, list[n.FuncDef]]


Part = tuple[Function | None, list[n.Node]]
"""Statements, and the function that runs them."""


def code_of(tree: n.MypyFile) -> Code:
    """The code of a module that mypy has parsed; empty for one that comes from its cache."""
    code = Code(tree, {}, {}, {}, defaultdict(list))
    waiting: list[Part] = [(None, [*tree.defs])]
    while waiting:
        function, statements = waiting.pop()
        for node in _run_nodes(statements, code, waiting):
            if function is not None:
                _note_use(node, function)
            if type(node) in BINDERS:
                _note_sources(node, code)
    return code


def _run_nodes(statements: list[n.Node], code: Code, waiting: list[Part]) -> Iterator[n.Node]:
    """What statements run themselves, but for names and literals.

    The functions that they define are put in line.
    """
    stack = statements[::-1]
    while stack:
        node = stack.pop()
        kind = type(node)
        if kind in DEFINITIONS:
            stack += _defined(node, code, waiting)
        elif below := _below(node):
            yield node
            stack += below[::-1]


def _defined(node: n.Node, code: Code, waiting: list[Part]) -> list[n.Node]:
    """Put a function in line; gives what runs where it or a class is defined, last first."""
    match node:
        case n.FuncDef():
            waiting.append((_begin(node, [], code), [node.body]))
        case n.Decorator():
            function = _begin(node.func, node.original_decorators, code)
            waiting.append((function, [node.func.body]))
        case n.ClassDef():
            return [node.defs]
        case n.Block(is_unreachable=False):
            return [*reversed(node.body)]
    return []


def _below(node: n.Node) -> list[n.Node]:
    """The children of a node; of what an assignment writes to, what is read on the way there."""
    if isinstance(node, n.AssignmentStmt):
        return [node.rvalue, *chain.from_iterable(map(children, node.lvalues))]
    return children(node)


def _begin(node: n.FuncDef, decorators: list[n.Expression], code: Code) -> Function:
    function = Function(node, decorators, [], [])
    code.functions[node] = function
    is_aside = any(name_of(decorator) in ASIDE for decorator in decorators)
    if "." in node.fullname and not is_aside:
        code.definitions[node.fullname].append(node)
    if node.info and node.arguments and not node.is_static:
        code.selves[node.arguments[0].variable] = node.info
    return function


def _note_use(node: n.Node, function: Function) -> None:
    if type(node) in USES:
        function.uses.append(node)
    elif isinstance(node, n.ReturnStmt) and isinstance(node.expr, n.NameExpr):
        returned = node.expr.node
        inner = returned.func if isinstance(returned, n.Decorator) else returned
        if isinstance(inner, n.FuncDef):
            function.returned.append(inner)


def _note_sources(node: n.Node, code: Code) -> None:
    for target, source in _assignments(node):
        variable = target.node if isinstance(target, n.RefExpr) else None
        if variable is not None:
            code.sources.setdefault(variable, []).append(source)


def _assignments(node: n.Node) -> Iterator[tuple[n.Expression, Source]]:
    match node:
        case n.AssignmentStmt():
            yield from ((target, Source(node.rvalue)) for target in node.lvalues)
        case n.AssignmentExpr():
            yield node.target, Source(node.value)
        case n.ForStmt():
            yield node.index, Source(node.expr, "item")
        case n.GeneratorExpr() | n.DictionaryComprehension():
            for target, items in zip(node.indices, node.sequences, strict=True):
                yield target, Source(items, "item")
        case n.WithStmt():
            for entered, manager in zip(node.target, node.expr, strict=True):
                if entered is not None:
                    yield entered, Source(manager, "entered")
