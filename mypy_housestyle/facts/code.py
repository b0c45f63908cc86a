"""What each function of a module runs itself, and where its variables get their values.

One walk over mypy's tree, taken when its names are bound and no body is checked yet: statements
here, what is in an expression by mypy's own compiled finder.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import compress
from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.server.subexpr import get_subexpressions

from housestyle_core.facts.own_functions import ACCESSORS
from housestyle_core.record import Record
from mypy_housestyle.facts.bindings import BINDERS, KEEPERS, bindings, may_keep, targets
from mypy_housestyle.facts.signatures import fullname_of, name_of
from mypy_housestyle.facts.use_keys import USES, key_of
from mypy_housestyle.walk import children

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mypy_housestyle.facts.bindings import Source

NOTED = USES | BINDERS | {n.LambdaExpr}
NOTED_OUTSIDE = BINDERS | {n.LambdaExpr}
SIMPLE = {
    *(n.ExpressionStmt, n.AssignmentStmt, n.OperatorAssignmentStmt, n.ReturnStmt, n.RaiseStmt),
    *(n.AssertStmt, n.DelStmt),
}
PLAIN = SIMPLE | {n.PassStmt, n.Import, n.ImportFrom, n.ImportAll, n.BreakStmt, n.ContinueStmt}
TYPE_CHECKING_NAME = "typing.TYPE_CHECKING"
ASIDE = ACCESSORS | {"overload"}
DEFINITIONS = {n.FuncDef, n.Decorator, n.ClassDef, n.Block, n.GlobalDecl}


class Function(Record):
    """A function or method: its decorators, the nodes that it runs itself.

    Each of `uses` has its key in `keys`. The `client.get` of `client.get()` is looked at with the
    call, and not listed beside it. `returned` are the functions that it returns, `conditions` its
    `if` statements.
    """

    node: n.FuncDef
    decorators: list[n.Expression]
    uses: list[n.Node]
    keys: list[str]
    returned: list[n.FuncDef]
    conditions: list[n.IfStmt]


class Code(Record):
    """The functions of a module, nested ones too; what its variables and `self.x` are bound to.

    `binders` are the nodes that give a variable a value (see `sources`), `selves` has the class
    behind the first parameter of each method, `definitions` the functions that a full name is
    defined as: several where they depend on a condition or replace each other. `keepers` are the
    functions that may set an attribute or a global, or in which another one does, `for_mypy` those
    in and around code that runs for type checkers alone, `classes` those that functions call.
    """

    tree: n.MypyFile
    functions: dict[n.FuncDef, Function]
    binders: dict[n.SymbolNode, list[n.Node]]
    selves: dict[n.SymbolNode, n.TypeInfo]
    definitions: dict[str, list[n.FuncDef]]
    keepers: set[n.FuncDef]
    for_mypy: set[n.FuncDef]
    classes: dict[str, n.TypeInfo]

    def sources(self, variable: n.SymbolNode) -> list[Source]:
        """What a variable gets its values from."""
        return [
            source
            for binder in self.binders.get(variable, ())
            for bound, source in bindings(binder)
            if bound is variable
        ]


class Part(Record):
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
    code = Code(tree, {}, {}, {}, defaultdict(list), set(), set(), {})
    waiting = [Part((), [n.Block(tree.defs)])]
    while waiting:
        _note_part(waiting.pop(), code, waiting)
    return code


def _note_part(part: Part, code: Code, waiting: list[Part]) -> None:
    """Note what a part runs itself; the functions that it defines are put in line."""
    function = part.around[-1] if part.around else None
    stack = [*reversed(part.statements)]
    while stack:
        node = stack.pop()
        if isinstance(node, n.Block) and not node.is_unreachable:
            simple = [statement for statement in node.body if type(statement) in SIMPLE]
            for statement in simple:
                _note_statement(statement, part, code)
            _note_parts(n.Block(simple), function, code)
            stack += [each for each in reversed(node.body) if type(each) not in PLAIN]
        elif type(node) in DEFINITIONS:
            stack += _defined(node, part, code, waiting)
        elif isinstance(node, n.IfStmt) and fullname_of(node.expr[0]) == TYPE_CHECKING_NAME:
            waiting.append(part._replace(statements=node.body, for_mypy=True))
            part.mark(code.for_mypy)
        else:
            _note_statement(node, part, code)
            below = children(node)
            for item in below:
                if isinstance(item, n.Expression):
                    _note_parts(item, function, code)
            stack += [item for item in reversed(below) if not isinstance(item, n.Expression)]


def _defined(node: n.Node, part: Part, code: Code, waiting: list[Part]) -> list[n.Node]:
    """Put a function in line; gives what runs where a class is defined."""
    match node:
        case n.FuncDef():
            waiting.append(part.enter(_begin(node, [], code), code))
        case n.Decorator():
            waiting.append(part.enter(_begin(node.func, node.original_decorators, code), code))
        case n.ClassDef():
            return [node.defs]
        case n.Block() | n.GlobalDecl():  # code that mypy never reaches may set anything
            part.mark(code.keepers)
    return []


def _begin(node: n.FuncDef, decorators: list[n.Expression], code: Code) -> Function:
    function = Function(node, decorators, [], [], [], [])
    code.functions[node] = function
    is_aside = any(name_of(decorator) in ASIDE for decorator in decorators)
    if "." in node.fullname and not is_aside:
        code.definitions[node.fullname].append(node)
    if node.info and node.arguments and not node.is_static:
        code.selves[node.arguments[0].variable] = node.info
    return function


def _note_statement(statement: n.Node, part: Part, code: Code) -> None:
    kind = type(statement)
    if kind in BINDERS:
        _bind(statement, code)
    if not part.around:
        return
    function = part.around[-1]
    if isinstance(statement, n.IfStmt):
        function.conditions.append(statement)
    elif isinstance(statement, n.ReturnStmt):
        _note_returned(statement.expr, function)
    elif kind in KEEPERS and function.node not in code.keepers and may_keep(statement):
        part.mark(code.keepers)
    if kind in USES:
        _note_use(statement, function)


def _note_returned(value: n.Expression | None, function: Function) -> None:
    returned = value.node if isinstance(value, n.NameExpr) else None
    inner = returned.func if isinstance(returned, n.Decorator) else returned
    if isinstance(inner, n.FuncDef):
        function.returned.append(inner)


def _bind(binder: n.Node, code: Code) -> None:
    for target in targets(binder):
        variable = target.node if isinstance(target, n.RefExpr) else None
        if variable is not None:
            binders = code.binders.setdefault(variable, [])
            if not binders or binders[-1] is not binder:
                binders.append(binder)


def _note_use(use: n.Node, function: Function) -> None:
    function.uses.append(use)
    function.keys.append(key_of(use))


def _assigned(root: n.Node) -> Iterator[n.Expression]:
    for statement in root.body if isinstance(root, n.Block) else ():
        if isinstance(statement, n.AssignmentStmt):
            yield from statement.lvalues


def _note_parts(root: n.Node, function: Function | None, code: Code) -> None:
    """Note the expressions in a node, but for what is assigned to or called and code of lambdas."""
    parts = get_subexpressions(root)
    is_noted = (NOTED if function else NOTED_OUTSIDE).__contains__
    done = {*_assigned(root)}
    for part in compress(parts, map(is_noted, map(type, parts))):
        if part in done:  # what is analyzed as a cast is found twice
            continue
        done.add(part)
        kind = type(part)
        if kind is n.LambdaExpr:
            done.update(get_subexpressions(part))
        elif isinstance(part, n.CallExpr):
            if isinstance(part.callee, n.MemberExpr):
                done.add(part.callee)
            if function and not _is_of_text(part.callee):
                _note_call(part, function, code)
        else:
            if kind in BINDERS:
                _bind(part, code)
            if function and kind in USES:
                _note_use(part, function)


def _note_call(call: n.CallExpr, function: Function, code: Code) -> None:
    _note_use(call, function)
    callee = call.callee
    if isinstance(callee, n.RefExpr) and isinstance(callee.node, n.TypeInfo):
        code.classes[callee.fullname] = callee.node


def _is_of_text(callee: n.Expression) -> bool:
    """Whether a method of written text is called: mypy makes such calls of f-strings."""
    return isinstance(callee, n.MemberExpr) and isinstance(callee.expr, n.StrExpr)
