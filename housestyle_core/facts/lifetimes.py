"""Whether what a call opens is closed again, as far as one file tells.

Any doubt speaks for the code: what is returned, put into a container, given to what stands in
another file or kept where other files see it may be closed there.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.facts.handlers import last_name
from housestyle_core.facts.resource_uses import (
    CLOSERS,
    ENTERERS,
    Fate,
    FunctionNode,
    Holder,
    use,
    uses,
)
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from housestyle_core.tree.context import Context
    from housestyle_core.tree.scopes import Scope

OPEN_BASES = frozenset({"builtins.object", "abc.ABC", "typing.Generic", "typing.Protocol"})


class Lifetime(Record):
    """What becomes of an object, and the name or attribute that holds it, if one does."""

    fate: Fate
    holder: ast.expr | None = None


def lifetime(call: ast.expr, context: Context) -> Lifetime:
    """What becomes of the result of a call."""
    parent = context.file.parents.get(call)
    match parent:
        case ast.Await() | ast.IfExp() | ast.BoolOp():
            return lifetime(parent, context)
        case ast.withitem():
            return Lifetime(Fate.ENTERED)
        case ast.Expr():
            return Lifetime(Fate.LOST)
        case ast.Attribute(attr=name) if name not in CLOSERS | ENTERERS:
            return Lifetime(Fate.LOST if _is_used_up(parent, context) else Fate.HANDED)
        case ast.Assign(targets=[target]) | ast.AnnAssign(target=target):
            return Lifetime(_of_target(target, context), target)
    return Lifetime(Fate.HANDED)


def _is_used_up(attribute: ast.Attribute, context: Context) -> bool:
    """Whether nothing is left of an object without a name, as of `await Client().get(url)`."""
    call = context.file.parents.get(attribute)
    around = context.file.parents.get(call) if isinstance(call, ast.Call) else None
    return isinstance(around, ast.Await | ast.withitem | ast.AsyncFor)


def _of_target(target: ast.expr, context: Context) -> Fate:
    match target:
        case ast.Name(id=name) if found := context.scope.find(name):
            function = found[0].node
            if isinstance(function, FunctionNode):
                return _of_variable(name, Holder(function, context))
        case ast.Attribute(value=ast.Name(id=name)):
            if owner := context.scope.class_of_self(name):
                return _of_attribute(target.attr, owner, context)
    return Fate.HANDED


def _of_variable(name: str, holder: Holder) -> Fate:
    assert holder.function
    found = {*uses(name, holder)}
    for fate in (Fate.ENTERED, Fate.HANDED, Fate.CLOSED):
        if fate in found:
            return fate
    if found and any(map(_is_fixture, holder.function.decorator_list)):
        return Fate.CLOSED
    return Fate.RISKY if found else Fate.LOST


def _is_fixture(decorator: ast.expr) -> bool:
    """Whether pytest runs what follows the `yield`, whatever happens in the test."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return last_name(called) == "fixture"


def _of_attribute(name: str, owner: Scope, context: Context) -> Fate:
    """Of an object in `self`: lost if the file uses it, and neither closes it nor hands it on."""
    is_used = False
    for node in _mentions(context.file.tree).get(name, ()) if _is_own(name, owner) else ():
        if isinstance(node, ast.Constant) or use(node, Holder(None, context)):
            return Fate.HANDED
        is_used = True
    return Fate.LOST if is_used else Fate.HANDED


@lru_cache(maxsize=1)
def _mentions(tree: ast.Module) -> Mapping[str, list[ast.expr]]:
    """Where attributes of a name are read, and where a string is that name."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name, ctx=ast.Load()) | ast.Constant(value=str(name)):
                found.setdefault(name, []).append(node)
    return found


def _is_own(name: str, owner: Scope) -> bool:
    """Whether no base class from elsewhere may know of an attribute, and close it."""
    assert isinstance(owner.node, ast.ClassDef)
    bases = [base.value if isinstance(base, ast.Subscript) else base for base in owner.node.bases]
    is_declared = name in owner.bindings or any(
        isinstance(binding.node, ast.AnnAssign) for binding in owner.attributes.get(name, ())
    )
    return is_declared or all(owner.resolve(base) in OPEN_BASES for base in bases)
