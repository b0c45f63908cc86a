"""Follow a value of an unknown shape to the first place that uses it as if it had been checked.

Nothing is typed anew, so mypy's own errors stay what they are. A part of the value (`data["id"]`,
an item of a loop) is followed as the value is: read only to be validated, tested, compared,
converted or printed, it is harmless.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mypy.nodes as n

from mypy_housestyle.arguments import fate_of_argument
from mypy_housestyle.fates import Fate, Flow, Use, worst
from mypy_housestyle.references import is_target, key_of, part_around, uses_after
from mypy_housestyle.results import fate_of_result
from mypy_housestyle.signatures import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Place = Callable[[Any, n.Expression, Flow], Fate | Use]

SAFE = (Fate.HARMLESS, Fate.VALIDATED)
CHECKED = (*SAFE, Fate.CONTAINER)


def fate_of(value: n.Expression, flow: Flow) -> Fate | Use:
    """What becomes of the value of an expression."""
    parent = flow.body.parents.get(value)
    place = PLACES.get(type(parent)) if parent else None
    return place(parent, value, flow) if place and parent else Fate.UNKNOWN


def _tested(*_: object) -> Fate:
    return Fate.HARMLESS


def _matched(*_: object) -> Fate:
    return Fate.VALIDATED


def _same(parent: n.AwaitExpr, _: n.Expression, flow: Flow) -> Fate | Use:
    return fate_of(parent, flow)


def _chosen(parent: n.ConditionalExpr, value: n.Expression, flow: Flow) -> Fate | Use:
    return Fate.HARMLESS if value is parent.cond else fate_of(parent, flow)


def _operand(parent: n.OpExpr, _: n.Expression, flow: Flow) -> Fate | Use:
    if parent.op in ("and", "or"):
        return fate_of(parent, flow)
    is_formatted = parent.op == "%" and isinstance(parent.left, n.StrExpr)
    return Fate.HARMLESS if is_formatted else Fate.UNKNOWN


def _negated(parent: n.UnaryExpr, *_: object) -> Fate:
    return Fate.HARMLESS if parent.op == "not" else Fate.UNKNOWN


def _gathered(parent: n.Expression, _: n.Expression, flow: Flow) -> Fate | Use:
    """In a list or dict, which is not followed to where it is used."""
    found = fate_of(parent, flow)
    return found if found in SAFE else Fate.UNKNOWN


def _looked_into(parent: n.IndexExpr | n.MemberExpr, value: n.Expression, flow: Flow) -> Fate | Use:
    part = part_around(value, flow.body)
    if part is None:
        return Fate.UNKNOWN
    return Fate.HARMLESS if is_target(parent, flow.body) else _part(part, part, flow)


def _part(part: n.Expression, shown: n.Expression, flow: Flow) -> Fate | Use:
    """What becomes of the whole through a part of it: a part that is lost sight of was read."""
    return Fate.HARMLESS if fate_of(part, flow) in CHECKED else Use(shown, "read")


def _argument(parent: n.CallExpr, value: n.Expression, flow: Flow) -> Fate | Use:
    if value is parent.callee:
        return Fate.UNKNOWN
    found = fate_of_argument(parent, value, flow)
    return _part(parent, value, flow) if found is Fate.KEPT else found


def _assigned(parent: n.AssignmentStmt, value: n.Expression, flow: Flow) -> Fate | Use:
    if value is not parent.rvalue:
        return Fate.UNKNOWN
    return worst(_bound(target, value, flow) for target in parent.lvalues)


def _walrus(parent: n.AssignmentExpr, value: n.Expression, flow: Flow) -> Fate | Use:
    return worst((fate_of(parent, flow), _bound(parent.target, value, flow)))


def _looped(parent: n.ForStmt, value: n.Expression, flow: Flow) -> Fate | Use:
    return _items([parent.index], value, flow)


def _generated(parent: n.GeneratorExpr, value: n.Expression, flow: Flow) -> Fate | Use:
    if value in parent.sequences:
        return _items([parent.indices[parent.sequences.index(value)]], value, flow)
    return _gathered(parent, value, flow) if value is parent.left_expr else Fate.HARMLESS


def _bound(target: n.Expression, value: n.Expression, flow: Flow) -> Fate | Use:
    match target:
        case n.NameExpr():
            return _named(target, flow)
        case n.TupleExpr() | n.ListExpr():
            return _items(target.items, value, flow)
    return Fate.UNKNOWN


def _items(targets: Iterable[n.Expression], value: n.Expression, flow: Flow) -> Fate | Use:
    found = worst(_bound(target, value, flow) for target in targets)
    return Fate.HARMLESS if found in SAFE else Use(value, "iterated")


def _named(target: n.NameExpr, flow: Flow) -> Fate | Use:
    """What becomes of a value behind a name, up to the validator that takes it."""
    found: list[Fate | Use] = []
    tested: set[str | None] = set()
    for name in uses_after(target, flow.body):
        part = part_around(name, flow.body)
        key = key_of(part)
        if key in tested:
            continue
        fate = fate_of(name, flow)
        if isinstance(fate, Use) and fate.whole and Fate.CONTAINER in found:
            fate = Fate.UNKNOWN
        if fate is Fate.VALIDATED or isinstance(fate, Use):
            return fate
        if key and part and fate_of(part, flow) in (Fate.VALIDATED, Fate.CONTAINER):
            tested.add(key)
        found.append(fate)
    if not found and _is_exported(target, flow):
        return Use(target, f"kept in `{name_of(target)}`")
    return worst(found)


def _is_exported(target: n.NameExpr, flow: Flow) -> bool:
    fullname = f"{flow.checker.tree.fullname}.{name_of(target)}"
    return target.fullname == fullname and not target.name.startswith("_")


PLACES: dict[type[n.Node], Place] = {
    **dict.fromkeys((n.IfStmt, n.WhileStmt, n.AssertStmt, n.ExpressionStmt), _tested),
    **dict.fromkeys((n.ComparisonExpr, n.DelStmt), _tested),
    **dict.fromkeys((n.DictExpr, n.ListExpr, n.SetExpr, n.TupleExpr, n.StarExpr), _gathered),
    **dict.fromkeys((n.ListComprehension, n.SetComprehension), _gathered),
    **dict.fromkeys((n.ReturnStmt, n.YieldExpr), fate_of_result),
    n.AwaitExpr: _same,
    n.ConditionalExpr: _chosen,
    n.OpExpr: _operand,
    n.UnaryExpr: _negated,
    **dict.fromkeys((n.IndexExpr, n.MemberExpr), _looked_into),
    n.CallExpr: _argument,
    n.AssignmentStmt: _assigned,
    n.AssignmentExpr: _walrus,
    n.ForStmt: _looped,
    n.GeneratorExpr: _generated,
    n.MatchStmt: _matched,
}
