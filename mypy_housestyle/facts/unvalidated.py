"""Follow a value of an unknown shape to the first place that uses it as if it had been checked.

Nothing is typed anew, so mypy's own errors stay what they are. A part of the value (`data["id"]`,
an item of a loop) is followed as the value is: read only to be validated, tested, compared,
converted or printed, it is harmless. So is a use where the code answers to a wrong shape itself,
by catching the `KeyError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mypy.nodes as n

from mypy_housestyle.facts.arguments import fate_of_argument
from mypy_housestyle.facts.failures import is_caught
from mypy_housestyle.facts.fates import Fate, Flow, Use, worst
from mypy_housestyle.facts.parts import cleans, is_first_column, is_mapped, takes_apart
from mypy_housestyle.facts.references import (
    is_target,
    lookup_of,
    part_around,
    uses_after,
    values_of_parameter,
)
from mypy_housestyle.facts.results import fate_of_result
from mypy_housestyle.facts.signatures import fullname_of, name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Place = Callable[[Any, n.Expression, Flow], Fate | Use]

SAFE = (Fate.HARMLESS, Fate.VALIDATED)
CHECKED = (*SAFE, Fate.CONTAINER)
EQUALITY = frozenset({"==", "!=", "in", "not in"})


def fate_of(value: n.Expression, flow: Flow) -> Fate | Use:
    """What becomes of the value of an expression."""
    parent = flow.body.parents.get(value)
    place = PLACES.get(type(parent)) if parent else None
    found = place(parent, value, flow) if place and parent else Fate.UNKNOWN
    return Fate.UNKNOWN if isinstance(found, Use) and is_caught(found.node, flow.body) else found


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
    if flow.gives == "text":
        return _text_part(part, flow)
    if is_target(parent, flow.body) or (flow.gives == "rows" and is_first_column(part)):
        return Fate.HARMLESS
    is_same = flow.gives == "rows" and is_mapped(part)
    return fate_of(part, flow) if is_same else _part(part, part, flow)


def _text_part(part: n.Expression, flow: Flow) -> Fate | Use:
    """What becomes of text through a subscript or method of it."""
    if takes_apart(part):
        return Use(part, "taken apart")
    return fate_of(part, flow) if cleans(part) else Fate.HARMLESS


def _part(part: n.Expression, shown: n.Expression, flow: Flow) -> Fate | Use:
    """What becomes of the whole through a part of it: a part that is lost sight of was read."""
    return Fate.HARMLESS if fate_of(part, flow) in CHECKED else Use(shown, "read")


def _argument(parent: n.CallExpr, value: n.Expression, flow: Flow) -> Fate | Use:
    if value is parent.callee:
        return Fate.UNKNOWN
    found = fate_of_argument(parent, value, flow)
    if flow.gives == "text" and isinstance(found, Use):
        return Fate.HARMLESS
    return _kept(parent, value, flow) if found is Fate.KEPT else found


def _kept(call: n.CallExpr, value: n.Expression, flow: Flow) -> Fate | Use:
    """In a copy. Only a mapping can become a `dict`, which then may be handed on as one."""
    if fullname_of(call.callee) != "builtins.dict":
        return _part(call, value, flow)
    found = fate_of(call, flow)
    return Fate.UNKNOWN if isinstance(found, Use) and found.whole else found


def _assigned(parent: n.AssignmentStmt, value: n.Expression, flow: Flow) -> Fate | Use:
    if value is not parent.rvalue:
        return Fate.UNKNOWN
    return worst(_bound(target, value, flow) for target in parent.lvalues)


def _walrus(parent: n.AssignmentExpr, value: n.Expression, flow: Flow) -> Fate | Use:
    return worst((fate_of(parent, flow), _bound(parent.target, value, flow)))


def _entered(parent: n.WithStmt, value: n.Expression, flow: Flow) -> Fate | Use:
    target = parent.target[parent.expr.index(value)] if value in parent.expr else None
    return _bound(target, value, flow) if target else Fate.UNKNOWN


def _looped(parent: n.ForStmt, value: n.Expression, flow: Flow) -> Fate | Use:
    return _items([parent.index], value, flow)


def _generated(
    parent: n.GeneratorExpr | n.DictionaryComprehension, value: n.Expression, flow: Flow
) -> Fate | Use:
    if value in parent.sequences:
        return _items([parent.indices[parent.sequences.index(value)]], value, flow)
    is_test = any(value in tests for tests in parent.condlists)
    return Fate.HARMLESS if is_test else _gathered(parent, value, flow)


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


def fate_of_parameter(parameter: n.Var, flow: Flow) -> Fate | Use:
    """What becomes of what the caller of a function gave for a parameter."""
    return _used(values_of_parameter(parameter, flow.body), flow)


def _named(target: n.NameExpr, flow: Flow) -> Fate | Use:
    """What becomes of a value behind a name."""
    uses = [*uses_after(target, flow.body)]
    if not uses and _is_exported(target, flow):
        return Use(target, f"kept in `{name_of(target)}`", whole=True)
    return _used(uses, flow)


def _used(uses: Iterable[n.NameExpr], flow: Flow) -> Fate | Use:
    """What becomes of a value where names stand for it, up to the validator that takes it."""
    found: list[Fate | Use] = []
    tested: set[str | None] = set()
    for name in uses:
        part = part_around(name, flow.body)
        key = lookup_of(part)
        if key in tested:
            continue
        fate = fate_of(name, flow)
        if Fate.CONTAINER in found and _hands_on(fate):
            fate = Fate.CONTAINER
        if fate is Fate.VALIDATED or isinstance(fate, Use):
            return fate
        if key and part and _is_checked(part, flow):
            tested.add(key)
        found.append(fate)
    return worst(found)


def _hands_on(fate: Fate | Use) -> bool:
    """Whether nothing is looked at in the value: what is known to be a dict may go on as one."""
    return fate.whole if isinstance(fate, Use) else fate is Fate.UNKNOWN


def _is_checked(part: n.Expression, flow: Flow) -> bool:
    """Whether a part is validated here or compared with the values that it may have."""
    parent = flow.body.parents.get(part)
    if isinstance(parent, n.ComparisonExpr) and part is parent.operands[0]:
        return EQUALITY.issuperset(parent.operators)
    return fate_of(part, flow) in (Fate.VALIDATED, Fate.CONTAINER)


def _is_exported(target: n.NameExpr, flow: Flow) -> bool:
    fullname = f"{flow.checker.tree.fullname}.{name_of(target)}"
    is_public = target.fullname == fullname and not target.name.startswith("_")
    return is_public and flow.gives != "text"


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
    n.WithStmt: _entered,
    **dict.fromkeys((n.GeneratorExpr, n.DictionaryComprehension), _generated),
    n.MatchStmt: _matched,
}
