"""A model that is taken apart by hand, where the type tells that it is one

`dict(user)`, `vars(user)` and `user.__dict__` leave the models inside as they are, and know neither
serializers nor aliases nor what is excluded.

## Bad
    from pydantic import BaseModel


    class User(BaseModel):
        name: str


    def export(user: User) -> dict[str, object]:
        return dict(user)

## Good
    from pydantic import BaseModel


    class User(BaseModel):
        name: str


    def export(user: User) -> dict[str, object]:
        return user.model_dump()

## Fix
Unsafe: as the flake8 half says, and only for `json.dumps`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.types import Instance, get_proper_type

from housestyle_core.tree.excerpt import cut
from mypy_housestyle.facts.class_kinds import is_model
from mypy_housestyle.facts.references import body_around
from mypy_housestyle.facts.signatures import name_of
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.types import Type

    from mypy_housestyle.call import Call

ABOUT = {
    "builtins.dict": "dict(…)",
    "builtins.vars": "vars(…)",
    "builtins.object.@__dict__": "….__dict__",
}
LOGGED = re.compile(
    r"debug|info|warning|error|exception|critical|log|print|pprint|repr|str|len|set"
)


def check_call(call: Call, what: str) -> Iterator[Finding]:
    given = _taken_apart(call)
    model = get_proper_type(given)
    if not isinstance(model, Instance) or not is_model(model.type):
        return
    if _is_inside(model.type, call) or _is_looked_into(call):
        return
    name = cut(model.type.name)
    yield Finding(
        call.node,
        f"`{what}` of a `{name}` leaves the models inside as they are: call `model_dump()`",
    )


def _taken_apart(call: Call) -> Type | None:
    """The type of the value that a call, or the reading of `__dict__`, takes apart."""
    if isinstance(call.node, n.MemberExpr):
        return getattr(call.context, "type", None)
    arguments = call.arguments
    is_alone = len(arguments) == 1 and isinstance(call.node, n.CallExpr)
    return arguments[0][1] if is_alone and call.node.arg_kinds == [n.ARG_POS] else None  # type: ignore[attr-defined]


def _is_inside(model: n.TypeInfo, call: Call) -> bool:
    """Whether the code is that of the model itself, which may know what it is made of."""
    owner = call.checker.scope.enclosing_class()
    return owner is not None and (owner in model.mro or model in owner.mro)


def _is_looked_into(call: Call) -> bool:
    """Whether the dictionary is only iterated, searched, changed in its place or logged."""
    body = body_around(call.checker)
    parent = body.parents.get(call.node)
    match parent:
        case n.MemberExpr() | n.IndexExpr() | n.ComparisonExpr() | n.ForStmt() | n.DelStmt():
            return True
        case n.GeneratorExpr() | n.DictionaryComprehension():
            return call.node in parent.sequences
        case n.AssignmentStmt():
            return call.node in parent.lvalues
        case n.CallExpr():
            return bool(LOGGED.fullmatch(name_of(parent.callee)))
    return False
