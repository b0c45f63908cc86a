"""External data used before it is validated

What `json.loads`, `yaml.safe_load` or `response.json()` gives has the type `Any`, so a missing
key or a string where a number should be shows far from here, if ever. A model says at the border
what the data must be, and from there on mypy knows it.

The value may be tested, compared, printed, converted on the spot (`int(data["count"])`) and passed
as `object` or `Any`, which is how validators take it. Models, `TypeAdapter`, `msgspec.convert`,
`isinstance` with anything but a container and `match` validate. `isinstance(data, dict)` does not:
it says nothing of the keys. Strings of the environment are strings: HS721 has them.

Left alone are a use inside a `try` that catches `KeyError`, `LookupError`, `AttributeError` or
`TypeError`, the body of a response that tells of an error (in an `except` or under
`if response.status_code >= 400`), and, unless `returned = "report"`, a function that gives the
data to its caller untouched: readers of free-form JSON, decoders and clients do that by trade.

## Bad
    import json


    def total(text: str) -> int:
        order = json.loads(text)
        return order["price"] * order["count"]

## Good
    from pydantic import BaseModel


    class Order(BaseModel):
        price: int
        count: int


    def total(text: str) -> int:
        order = Order.model_validate_json(text)
        return order.price * order.count

## Fix
None: only you know what the data must hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.types import AnyType, Instance, get_proper_type

from housestyle_core.facts.external_data import REQUEST_SOURCE, VALIDATORS, Options, remedy_for
from housestyle_core.facts.modules import is_migration, is_test
from mypy_housestyle.facts.failures import is_after_failure
from mypy_housestyle.facts.fates import Flow, Use
from mypy_housestyle.facts.origins import is_own_data
from mypy_housestyle.facts.references import body_around
from mypy_housestyle.facts.results import is_hooked
from mypy_housestyle.facts.signatures import name_of
from mypy_housestyle.facts.unvalidated import fate_of
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.types import Type

    from housestyle_core.config import Settings
    from mypy_housestyle.call import Call, Callee

LOOSE = ("builtins.dict", "builtins.list", "csv.DictReader")
AWAITED = "typing.Coroutine"


def wanted(callee: Callee, _: Settings, options: Options) -> str | None:
    """What to write in place of the call."""
    return remedy_for(callee.names, options)


def check_call(call: Call, remedy: str, options: Options) -> Iterator[Finding]:
    node = call.node
    path = call.settings.relative(call.checker.path)
    if is_test(path) or is_migration(path):
        return
    if not isinstance(node, n.CallExpr) or not _is_loose(call.returns):
        return
    validators = VALIDATORS | {*options.validators}
    may_return = options.returned == "allow"
    flow = Flow(body_around(call.checker), call.checker, validators, may_return)
    if _belongs_to_others(call, flow) or is_own_data(node, flow):
        return
    found = fate_of(node, flow)
    if isinstance(found, Use) and not (found.whole and _is_dict(call)):
        source = f"{_receiver(node)}.{name_of(node.callee)}".removeprefix(".")
        write = remedy.format(receiver=_receiver(node) or "response")
        or_object = ", or declare the result `object`" if found.how == "returned" else ""
        message = f"what `{source}` gives is {found.how} unvalidated: use {write}{or_object}"
        yield Finding(found.node, message)


def _is_dict(call: Call) -> bool:
    """Whether the call tells that it gives a dict, which may be handed on as one."""
    return isinstance(get_proper_type(call.returns), Instance) and not call.is_awaitable


def _is_loose(returns: Type) -> bool:
    """Whether the call says nothing of the shape, as `decode` with a type does."""
    proper = get_proper_type(returns)
    if not isinstance(proper, Instance):
        return isinstance(proper, AnyType)
    is_awaited = proper.type.has_base(AWAITED)
    return _is_loose(proper.args[-1]) if is_awaited else proper.type.fullname in LOOSE


def _belongs_to_others(call: Call, flow: Flow) -> bool:
    """Whether this is the body of a route handler, which HS451 has, or tells of an error."""
    if REQUEST_SOURCE in call.callee.names:
        function = call.checker.scope.current_function()
        return isinstance(function, n.FuncDef) and is_hooked(function, flow)
    callee = call.node.callee if isinstance(call.node, n.CallExpr) else None
    if not isinstance(callee, n.MemberExpr) or callee.name != "json":
        return False
    is_of_error = isinstance(callee.expr, n.MemberExpr) and callee.expr.name == "response"
    return is_of_error or is_after_failure(call.node, flow.body)


def _receiver(call: n.CallExpr) -> str:
    return name_of(call.callee.expr) if isinstance(call.callee, n.MemberExpr) else ""
