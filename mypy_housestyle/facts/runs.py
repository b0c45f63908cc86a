"""What a node of mypy's tree runs: by calling it, or as `with`, `for` and the like call it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mypy.nodes as n

from housestyle_core.facts.own_calls import CONSUMING
from housestyle_core.record import Record
from mypy_housestyle.facts.signatures import fullname_of, implementation, is_property

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mypy_housestyle.facts.receivers import Reader, Target


class Run(Record):
    """Something runs at `place`; `called` by a call that a thread could make."""

    place: n.Expression
    target: Target
    called: bool = False


def runs(node: n.Node, reader: Reader) -> Iterator[Run]:
    """What a node of one of the types that `Function.uses` has runs."""
    return RUNS[type(node)](node, reader)


def is_generator(target: Target) -> bool:
    """Whether calling a function gives something that runs when it is iterated or entered."""
    function = implementation(target.node)
    return function is not None and function.is_generator


def _call(call: n.CallExpr, reader: Reader) -> Iterator[Run]:
    targets = reader.targets(call.callee)
    for target in targets:
        if not is_generator(target):
            yield Run(call, target, called=True)
    name = fullname_of(call.callee) if call.args else ""
    if name == "builtins.len":
        yield from _special(call.args[0], "__len__", reader)
    elif name in CONSUMING:
        yield from _iterated(call.args[0], reader)
    if isinstance(call.callee, n.MemberExpr) and any(is_property(one.node) for one in targets):
        yield from _member(call.callee, reader)


def _special(operand: n.Expression, method: str, reader: Reader) -> Iterator[Run]:
    if not _is_class_itself(operand):
        for target in reader.methods(operand, method):
            yield Run(operand, target)


def _is_class_itself(operand: n.Expression) -> bool:
    """Whether an expression is a class, as the `cls` of its methods is."""
    node = operand.node if isinstance(operand, n.RefExpr) else None
    return isinstance(node, n.TypeInfo) or (isinstance(node, n.Var) and node.is_cls)


def _iterated(items: n.Expression, reader: Reader) -> Iterator[Run]:
    yield from _made(items, reader)
    for method in ("__iter__", "__next__"):
        yield from _special(items, method, reader)


def _entered(manager: n.Expression, reader: Reader) -> Iterator[Run]:
    yield from _made(manager, reader)
    for method in ("__enter__", "__exit__"):
        yield from _special(manager, method, reader)


def _made(value: n.Expression, reader: Reader) -> Iterator[Run]:
    """The generator function behind what is iterated or entered."""
    made = reader.source(value)
    if isinstance(made, n.CallExpr):
        for target in reader.targets(made.callee):
            if is_generator(target):
                yield Run(value, target)


def _for(loop: n.ForStmt, reader: Reader) -> Iterator[Run]:
    if not loop.is_async:
        yield from _iterated(loop.expr, reader)


def _comprehension(
    loops: n.GeneratorExpr | n.DictionaryComprehension, reader: Reader
) -> Iterator[Run]:
    for items, is_async in zip(loops.sequences, loops.is_async, strict=True):
        if not is_async:
            yield from _iterated(items, reader)


def _with(statement: n.WithStmt, reader: Reader) -> Iterator[Run]:
    if not statement.is_async:
        for manager in statement.expr:
            yield from _entered(manager, reader)


def _unpacked(node: n.StarExpr | n.YieldFromExpr, reader: Reader) -> Iterator[Run]:
    return _iterated(node.expr, reader)


def _member(member: n.MemberExpr, reader: Reader) -> Iterator[Run]:
    for target in reader.methods(member.expr, member.name):
        if is_property(target.node) and not _is_class_itself(member.expr):
            yield Run(member, target)


def _index(item: n.IndexExpr, reader: Reader) -> Iterator[Run]:
    for run in _special(item.base, "__getitem__", reader):
        yield run._replace(place=item)


RUNS: dict[type, Callable[[Any, Reader], Iterator[Run]]] = {
    n.CallExpr: _call,
    n.ForStmt: _for,
    n.GeneratorExpr: _comprehension,
    n.DictionaryComprehension: _comprehension,
    n.WithStmt: _with,
    n.StarExpr: _unpacked,
    n.YieldFromExpr: _unpacked,
    n.MemberExpr: _member,
    n.IndexExpr: _index,
}
