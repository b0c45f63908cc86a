"""What becomes of a value of an unknown shape that is an argument of a call."""

from __future__ import annotations

import re

import mypy.nodes as n

from mypy_housestyle.facts.fates import Fate, Flow, Use
from mypy_housestyle.facts.ours import is_ours, module_of
from mypy_housestyle.facts.signatures import (
    Target,
    called,
    fullname_of,
    name_of,
    parameter_type,
    signature_of,
    takes_anything,
    undecorated,
)

CASTS = ("typing.cast", "typing_extensions.cast")
TYPE_TESTS = ("builtins.isinstance", "builtins.issubclass", "builtins.hasattr")
CONTAINERS = frozenset(
    {
        *(f"builtins.{name}" for name in ("dict", "list", "tuple", "set", "object")),
        *(f"typing.{name}" for name in ("Mapping", "MutableMapping", "Sequence", "Iterable")),
    }
)
KEEPERS = frozenset(
    f"builtins.{name}"
    for name in (
        *("dict", "list", "set", "tuple", "frozenset", "map", "filter", "zip", "enumerate"),
        *("reversed", "sorted", "iter", "next", "getattr", "max", "min"),
    )
)
MODELS = ("pydantic.main.BaseModel", "pydantic.v1.main.BaseModel")
MODEL_DECORATORS = ("pydantic.dataclasses.dataclass", "pydantic.v1.dataclasses.dataclass")
VALIDATING_NAME = re.compile(r"(.*_)?validate(_.*)?")


def fate_of_argument(call: n.CallExpr, value: n.Expression, flow: Flow) -> Fate | Use:
    """What the callee does with `value`, one of the arguments of `call`."""
    fullname = fullname_of(call.callee)
    if fullname in CASTS:
        return Use(value, "cast")
    if fullname == "builtins.type":
        return Fate.CONTAINER
    if fullname in TYPE_TESTS:
        return Fate.CONTAINER if _says_container(call) else Fate.VALIDATED
    if fullname in KEEPERS:
        return Fate.KEPT
    target = called(call.callee)
    if _is_validator(call.callee, target, flow):
        return Fate.VALIDATED
    return _taken(target, call, value, flow) if target else Fate.HARMLESS


def _says_container(call: n.CallExpr) -> bool:
    """Whether a test only tells a container, which says nothing of what is in it."""
    classes = call.args[-1]
    asked = classes.items if isinstance(classes, n.TupleExpr) else [classes]
    return all(fullname_of(item) in CONTAINERS for item in asked)


def _is_validator(callee: n.Expression, target: Target | None, flow: Flow) -> bool:
    names = {name_of(callee), fullname_of(callee)}
    if target:
        names.add(target.node.fullname)
        signature = signature_of(target.node)
        if signature and (signature.type_guard or signature.type_is):
            return True
    return not names.isdisjoint(flow.validators) or any(map(VALIDATING_NAME.fullmatch, names))


def _taken(target: Target, call: n.CallExpr, value: n.Expression, flow: Flow) -> Fate | Use:
    """What a known function or class does: a model validates, others believe what they declare."""
    if not isinstance(target.node, n.TypeInfo):
        return _passed(target, call, value, flow)
    info = target.node
    if any(map(info.has_base, MODELS)) or _is_model_dataclass(info):
        return Fate.VALIDATED
    constructor = info.get("__init__")
    if constructor and constructor.node and is_ours(info.module_name, flow.checker):
        return _passed(Target(constructor.node, 1), call, value, flow)
    return Fate.HARMLESS


def _is_model_dataclass(info: n.TypeInfo) -> bool:
    decorators = info.defn.decorators
    callees = (item.callee if isinstance(item, n.CallExpr) else item for item in decorators)
    return any(fullname_of(callee) in MODEL_DECORATORS for callee in callees)


def _passed(target: Target, call: n.CallExpr, value: n.Expression, flow: Flow) -> Fate | Use:
    function = undecorated(target.node)
    if function is None or takes_anything(parameter_type(call, value, target)):
        return Fate.HARMLESS
    if is_ours(module_of(function), flow.checker):
        return Use(value, f"passed to `{name_of(call.callee)}`", whole=True)
    converts = function.is_class or module_of(function) == "builtins"
    return Fate.HARMLESS if converts else Fate.UNKNOWN
