"""What a value is made of, as far as the function around it tells."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import mypy.nodes as n

from housestyle_core.record import Record
from mypy_housestyle.facts.bindings import BINDERS, assignments
from mypy_housestyle.facts.references import body_around
from mypy_housestyle.walk import children, descendants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mypy.checker import TypeChecker
    from mypy.types import Type

    from mypy_housestyle.facts.references import Body

# The parts of an expression that its value is made of, where they are not all.
PARTS: Mapping[type[n.Node], tuple[str, ...]] = {
    n.IndexExpr: ("base",),
    n.ConditionalExpr: ("if_expr", "else_expr"),
    n.GeneratorExpr: ("left_expr",),
    n.DictionaryComprehension: ("value",),
}


class Given(Record):
    """What a name gets its value from, and the node that gives it."""

    binder: n.Node
    value: n.Expression


class Around(Record):
    """The outermost function around a value, the parameters there, and what gives names a value."""

    body: Body
    parameters: set[n.SymbolNode | None]
    given: Mapping[n.SymbolNode | None, list[Given]]
    checker: TypeChecker

    def type_of(self, part: n.Expression) -> Type | None:
        """What mypy made of an expression; None of one that it has not come to."""
        return self.checker.lookup_type_or_none(part)

    def values_of(self, name: n.NameExpr) -> list[n.Expression]:
        """Where a name has its value from: in a loop that gives it one, not from before it."""
        found = self.given.get(name.node, [])
        binders = {given.binder for given in found}
        loops = (up for up in self.body.around(name) if isinstance(up, n.ForStmt))
        loop = next((up for up in loops if up in binders), None)
        return [
            value
            for binder, value in found
            if loop in (None, binder) or loop in self.body.around(binder)
        ]


def around_here(checker: TypeChecker) -> Around:
    """What is around the expression that is being checked."""
    parameters: set[n.SymbolNode | None] = set()
    given: defaultdict[n.SymbolNode | None, list[Given]] = defaultdict(list)
    body = body_around(checker)
    for node in body.parents:
        if isinstance(node, n.Argument):
            parameters.add(node.variable)
        for target, source in assignments(node) if type(node) in BINDERS else ():
            for part in descendants(target):
                if isinstance(part, n.NameExpr):
                    given[part.node].append(Given(node, source.expression))
    return Around(body, parameters, given, checker)


def origins(
    value: n.Expression, around: Around, is_followed: Callable[[Type], bool]
) -> Iterator[n.Expression]:
    """A value and what it is made of, through names, items and arguments, each once.

    Passed over is what has a type that is not followed.
    """
    waiting, seen = [value], set[n.Expression]()
    while waiting:
        part = waiting.pop()
        known = around.type_of(part)
        if part not in seen and (known is None or is_followed(known)):
            seen.add(part)
            yield part
            waiting += _made_of(part, around)


def _made_of(part: n.Expression, around: Around) -> list[n.Expression]:
    match part:
        case n.NameExpr():
            return around.values_of(part)
        case n.CallExpr(callee=n.MemberExpr(expr=receiver)):
            return [receiver, *part.args]
        case n.CallExpr():
            return part.args
        case n.DictExpr():
            return [value for _, value in part.items]
    names = PARTS.get(type(part))
    found = [getattr(part, name) for name in names] if names else children(part)
    return [each for each in found if isinstance(each, n.Expression)]
