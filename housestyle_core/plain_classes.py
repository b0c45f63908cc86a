"""Classes that are a function, a few functions or a record in disguise, bases left aside."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.class_shapes import kept_arguments, only_reads, read_attributes, shape_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from housestyle_core.class_shapes import Function, Shape

VALUE_METHODS = {"__repr__", "__str__", "__eq__", "__ne__", "__hash__"}
CALLED_BY_OTHERS = {
    *("filter", "format", "emit", "write", "read", "flush", "close", "encode", "decode", "default"),
    *("dispatch", "visit", "update", "notify", "handle", "transform", "fit", "predict", "forward"),
}
IMPLICIT = {"super", "__class__"}
SHOWN = 3


def class_fault(node: ast.ClassDef, others: Iterable[ast.ClassDef]) -> str | None:
    """What to write instead of a class that needs none; None for one that earns its keep.

    `others` are the classes of the file: one that they derive from is left alone, and so is one
    that answers to the same call as they do.
    """
    shape = shape_of(node)
    if shape is None:
        return None
    around = [other for other in others if other is not node]
    if any(_derives(other, node.name) for other in around):
        return None
    if any(isinstance(inner, ast.Name) and inner.id in IMPLICIT for inner in ast.walk(node)):
        return None
    return _namespace(node, shape) or _record(shape) or _single_function(shape, around)


def _derives(other: ast.ClassDef, name: str) -> bool:
    return any(isinstance(base, ast.Name) and base.id == name for base in other.bases)


def _namespace(node: ast.ClassDef, shape: Shape) -> str | None:
    """A class whose methods are all static, or use `cls` only to find their siblings."""
    own = shape.methods.keys() | shape.constants
    is_one = bool(shape.methods) and only_reads(node, node.name, own)
    if not is_one or not all(_is_unbound(method, own) for method in shape.methods.values()):
        return None
    public = [name for name in shape.methods if not name.startswith("_")] or [*shape.methods]
    wanted = _count(public, "a function", "functions")
    return f"`{shape.name}` only groups functions: write {wanted} of the module"


def _is_unbound(method: Function, own: Collection[str]) -> bool:
    match method.decorator_list:
        case [ast.Name(id="staticmethod")]:
            return not method.name.startswith("__")
        case [ast.Name(id="classmethod")]:
            arguments = [*method.args.posonlyargs, *method.args.args]
            return bool(arguments) and only_reads(method, arguments[0].arg, own)
    return False


def _record(shape: Shape) -> str | None:
    """A class whose only own method is an `__init__` that keeps its arguments."""
    init = shape.methods.get("__init__")
    if init is None or shape.constants or not shape.methods.keys() <= {"__init__", *VALUE_METHODS}:
        return None
    kept = kept_arguments(init)
    if not kept:
        return None
    wanted = _count(kept, "a field", "fields")
    return f"`{shape.name}` only holds data: declare {wanted} of a Pydantic model"


def _single_function(shape: Shape, around: list[ast.ClassDef]) -> str | None:
    """A class with one method, whose instances carry nothing but arguments of that method."""
    methods = dict(shape.methods)
    init = methods.pop("__init__", None)
    kept = kept_arguments(init) if init else {}
    if len(methods) != 1 or kept is None:
        return None
    [(name, method)] = methods.items()
    itself, *arguments = [*method.args.posonlyargs, *method.args.args] or [ast.arg("")]
    known = {*kept, *shape.constants}
    if name.startswith("_") or name in CALLED_BY_OTHERS or _is_shared(name, around):
        return None
    if method.decorator_list or not only_reads(method, itself.arg, known):
        return None
    if not kept.keys() <= set(read_attributes(method, itself.arg)):
        return None
    parameters = [*kept.values(), *(argument.arg for argument in arguments)]
    return f"`{shape.name}` is one function: write `{name}({', '.join(parameters)})`"


def _is_shared(name: str, around: list[ast.ClassDef]) -> bool:
    names = (getattr(statement, "name", None) for other in around for statement in other.body)
    return name in names


def _count(names: Collection[str], one: str, many: str) -> str:
    """The names as `a`, `b` and `c`, long lists cut, as one thing or many."""
    shown = [f"`{name}`" for name in names]
    if len(shown) > SHOWN:
        shown = [*shown[: SHOWN - 1], f"{len(shown) - SHOWN + 1} more"]
    head, last = ", ".join(shown[:-1]), shown[-1]
    return f"{head} and {last} as {many}" if head else f"{last} as {one}"
