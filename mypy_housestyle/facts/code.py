"""What each function of a module runs itself, and where its variables get their values.

One walk over mypy's tree, taken when its names are bound and no body is checked yet: statements
here, what is in an expression by mypy's own compiled finder.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import mypy.nodes as n
from mypy.server.subexpr import get_subexpressions

from housestyle_core.facts.own_functions import ACCESSORS
from mypy_housestyle.facts.bindings import BINDERS, KEEPERS, bindings, may_keep
from mypy_housestyle.facts.signatures import fullname_of, name_of
from mypy_housestyle.walk import children

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mypy_housestyle.facts.bindings import Source

USES = {
    *(n.CallExpr, n.ForStmt, n.WithStmt, n.MemberExpr, n.IndexExpr, n.StarExpr),
    *(n.GeneratorExpr, n.DictionaryComprehension, n.YieldFromExpr),
}
NOTED = USES | BINDERS | {n.LambdaExpr}
LEAVES = {n.NameExpr, n.StrExpr, n.IntExpr, n.TempNode, n.EllipsisExpr}
SIMPLE = {n.ExpressionStmt, n.AssignmentStmt, n.OperatorAssignmentStmt, n.ReturnStmt, n.RaiseStmt}
TYPE_CHECKING_NAME = "typing.TYPE_CHECKING"
ASIDE = ACCESSORS | {"overload"}
DEFINITIONS = {n.FuncDef, n.Decorator, n.ClassDef, n.Block, n.GlobalDecl}


class Function(NamedTuple):
    """A function or method: its decorators, the nodes it runs itself, the functions it returns.

    The `client.get` of `client.get()` is looked at with the call, and not listed beside it.
    `conditions` are its `if` statements.
    """

    node: n.FuncDef
    decorators: list[n.Expression]
    uses: list[n.Node]
    returned: list[n.FuncDef]
    conditions: list[n.IfStmt]


class Code(NamedTuple):
    """The functions of a module, nested ones too; what its variables and `self.x` are bound to.

    `selves` has the class behind the first parameter of each method, `definitions` the functions
    that a full name is defined as: several where they depend on a condition or replace each other.
    `keepers` are the functions that may set an attribute or a global, or in which another one does,
    `for_mypy` those in and around code that runs for type checkers alone.
    """

    tree: n.MypyFile
    functions: dict[n.FuncDef, Function]
    sources: dict[n.SymbolNode, list[Source]]
    selves: dict[n.SymbolNode, n.TypeInfo]
    definitions: dict[str, list[n.FuncDef]]
    keepers: set[n.FuncDef]
    for_mypy: set[n.FuncDef]


class Part(NamedTuple):
    """Statements, the functions around them, the last of which runs them; if only mypy does."""

    around: tuple[Function, ...]
    statements: Sequence[n.Node]
    for_mypy: bool = False

    def mark(self, marked: set[n.FuncDef]) -> None:
        """Add the functions around to what is known of functions."""
        marked.update(function.node for function in self.around)

    def enter(self, function: Function, code: Code) -> Part:
        """The body of a function that is defined here."""
        inner = Part((*self.around, function), [function.node.body], self.for_mypy)
        if self.for_mypy:
            inner.mark(code.for_mypy)
        return inner


def code_of(tree: n.MypyFile) -> Code:
    """The code of a module that mypy has parsed; empty for one that comes from its cache."""
    code = Code(tree, {}, {}, {}, defaultdict(list), set(), set())
    waiting = [Part((), tree.defs)]
    while waiting:
        part = waiting.pop()
        function = part.around[-1] if part.around else None
        for statement, expressions in _run_statements(part, code, waiting):
            kind = type(statement)
            if kind in NOTED:
                _note(statement, function, code)
            if function is not None:
                if kind is n.IfStmt or kind is n.ReturnStmt:
                    _note_statement(statement, function)
                elif kind in KEEPERS and function.node not in code.keepers and may_keep(statement):
                    part.mark(code.keepers)
            for expression in expressions:
                if type(expression) not in LEAVES:
                    _note_parts(expression, function, code)
    return code


def _run_statements(
    part: Part, code: Code, waiting: list[Part]
) -> Iterator[tuple[n.Node, list[n.Node]]]:
    """The statements that a part runs itself, each with the expressions right below it.

    The functions that they define are put in line.
    """
    stack = [*reversed(part.statements)]
    while stack:
        node = stack.pop()
        if type(node) in DEFINITIONS:
            stack += _defined(node, part, code, waiting)
        elif isinstance(node, n.IfStmt) and fullname_of(node.expr[0]) == TYPE_CHECKING_NAME:
            waiting.append(part._replace(statements=node.body, for_mypy=True))
            part.mark(code.for_mypy)
        elif type(node) in SIMPLE:
            yield node, _below(node)
        elif below := _below(node):
            yield node, [item for item in below if isinstance(item, n.Expression)]
            stack += [item for item in reversed(below) if not isinstance(item, n.Expression)]


def _defined(node: n.Node, part: Part, code: Code, waiting: list[Part]) -> list[n.Node]:
    """Put a function in line; gives what runs where it or a class is defined, last first."""
    match node:
        case n.FuncDef():
            waiting.append(part.enter(_begin(node, [], code), code))
        case n.Decorator():
            waiting.append(part.enter(_begin(node.func, node.original_decorators, code), code))
        case n.ClassDef():
            return [node.defs]
        case n.Block(is_unreachable=False):
            return [*reversed(node.body)]
        case n.Block() | n.GlobalDecl():
            part.mark(code.keepers)
    return []


def _below(node: n.Node) -> list[n.Node]:
    """The children of a statement; of what it assigns to, what is read on the way there."""
    if isinstance(node, n.ExpressionStmt):
        return [node.expr]
    if isinstance(node, n.AssignmentStmt):
        return [node.rvalue, *chain.from_iterable(map(children, node.lvalues))]
    return children(node)


def _begin(node: n.FuncDef, decorators: list[n.Expression], code: Code) -> Function:
    function = Function(node, decorators, [], [], [])
    code.functions[node] = function
    is_aside = any(name_of(decorator) in ASIDE for decorator in decorators)
    if "." in node.fullname and not is_aside:
        code.definitions[node.fullname].append(node)
    if node.info and node.arguments and not node.is_static:
        code.selves[node.arguments[0].variable] = node.info
    return function


def _note(node: n.Node, function: Function | None, code: Code) -> None:
    kind = type(node)
    if kind in BINDERS:
        for variable, source in bindings(node):
            code.sources.setdefault(variable, []).append(source)
    if function is not None and kind in USES:
        function.uses.append(node)


def _note_statement(statement: n.Node, function: Function) -> None:
    if isinstance(statement, n.IfStmt):
        function.conditions.append(statement)
    if isinstance(statement, n.ReturnStmt) and isinstance(statement.expr, n.NameExpr):
        returned = statement.expr.node
        inner = returned.func if isinstance(returned, n.Decorator) else returned
        if isinstance(inner, n.FuncDef):
            function.returned.append(inner)


def _note_parts(expression: n.Node, function: Function | None, code: Code) -> None:
    """Note an expression and those below it, but for what is called, and the code of lambdas.

    Nor are methods of written strings noted: mypy makes such calls of f-strings.
    """
    done: set[n.Node] = set()  # what is analyzed as a cast is found twice
    for part in get_subexpressions(expression):
        if type(part) not in NOTED or part in done:
            continue
        done.add(part)
        if isinstance(part, n.CallExpr) and isinstance(part.callee, n.MemberExpr):
            done.add(part.callee)
            if isinstance(part.callee.expr, n.StrExpr):
                continue
        elif isinstance(part, n.LambdaExpr):
            done.update(get_subexpressions(part))
        _note(part, function, code)
