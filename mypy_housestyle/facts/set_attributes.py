"""`setattr` that puts a value into a model which nobody has looked at.

Pydantic validates what a model is made of, and an attribute that is set later only with
`validate_assignment`. A type checker takes any name and any value for `setattr`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.typeops import try_getting_str_literals

from housestyle_core.facts.modules import is_test
from mypy_housestyle.facts.anything import OBJECT, is_anything
from mypy_housestyle.facts.class_kinds import is_entity, is_model
from mypy_housestyle.facts.contained import MODEL
from mypy_housestyle.facts.kept_text import depend_on_text
from mypy_housestyle.facts.loose_values import comes_from_outside
from mypy_housestyle.facts.model_configs import configured
from mypy_housestyle.facts.receivers import instances_in
from mypy_housestyle.facts.safe_values import is_validated
from mypy_housestyle.facts.value_sources import around_here

if TYPE_CHECKING:
    from mypy.types import Type

    from mypy_housestyle.call import Call

SETATTR = "builtins.setattr"
ARGUMENTS = 3
USUAL = {"validate_assignment": False, "frozen": False, "allow_mutation": True}
"""What decides on `setattr`, with what a model has that says nothing of it."""


def unchecked_model(call: Call) -> n.TypeInfo | None:
    """The model that a call of `setattr` puts an unchecked value into; None where it does not.

    The name of the attribute is one that only the running program knows, and the value comes from
    what is declared as anything.
    """
    if len(call.arguments) != ARGUMENTS or call.checker.current_node_deferred:
        return None
    (target, owner), (name, name_type), (value, given) = call.arguments
    info = only_model(owner)
    if info is None or not is_anything(given) or _is_constant(name, name_type):
        return None
    if _is_own_code(info, call) or is_test(call.settings.relative(call.checker.path)):
        return None
    around = around_here(call.checker)
    if isinstance(target, n.NameExpr) and is_validated(target, around):
        return None
    return info if comes_from_outside(value, around) and _takes_anything(info, call) else None


def only_model(declared: Type | None) -> n.TypeInfo | None:
    """The model that a type allows alone, but for `None`."""
    found = instances_in(declared)
    return found[0].type if len(found) == 1 and is_model(found[0].type) else None


def _is_constant(name: n.Expression, name_type: Type) -> bool:
    """Whether the source has the text of a name: in a literal, a type, a variable of a module.

    The first letter is enough where it is that of a private attribute, which nothing validates.
    """
    is_of_module = isinstance(name, n.RefExpr) and "." in name.fullname
    is_private = _start(name).startswith("_")
    return is_of_module or is_private or bool(try_getting_str_literals(name, name_type))


def _start(text: n.Expression) -> str:
    """What a text begins with, as far as that is written out; mypy has an f-string as a `join`."""
    match text:
        case n.StrExpr(value=start):
            return start
        case n.OpExpr(left=first):
            return _start(first)
        case n.CallExpr(
            callee=n.MemberExpr(expr=n.StrExpr(value="")), args=[n.ListExpr(items=[first, *_])]
        ):
            return _start(first)
        case n.CallExpr(callee=n.MemberExpr(name="format", expr=first)):
            return _start(first)
    return ""


def _is_own_code(info: n.TypeInfo, call: Call) -> bool:
    """Whether the code around is that of the model, of a base, of a subclass, or of a proxy."""
    stack = call.checker.scope.stack
    if any(isinstance(each, n.FuncDef) and each.name == "__setattr__" for each in stack):
        return True
    classes = (each for each in stack if isinstance(each, n.TypeInfo))
    return any(info.has_base(one.fullname) or one.has_base(info.fullname) for one in classes)


def _takes_anything(info: n.TypeInfo, call: Call) -> bool:
    """Whether an object of a model is known to take any value for an attribute."""
    modules: set[str] = set()
    config = configured(info, call, modules)
    depend_on_text(modules, call.checker.tree, call.checker)
    if config is None or is_entity(info, call) or info.fullname == MODEL:
        return False
    setter = info.get("__setattr__")
    owner = getattr(setter.node, "info", None) if setter else None
    is_plain = owner is None or owner.fullname in (OBJECT, MODEL)
    is_closed = config.get("extra", "ignore") in ("ignore", "forbid")
    return (
        is_plain
        and is_closed
        and all(config.get(key, usual) is usual for key, usual in USUAL.items())
    )
