"""Classes that are a function, a few functions or a record in disguise, bases left aside."""

from __future__ import annotations

import ast
import builtins
import re
from typing import TYPE_CHECKING

from housestyle_core.facts.class_shapes import kept_arguments, only_reads, read_attributes, shape_of
from housestyle_core.tree.excerpt import cut
from housestyle_core.tree.walk import children

if TYPE_CHECKING:
    from collections.abc import Collection

    from housestyle_core.facts.class_shapes import Function, Shape

VALUE_METHODS = {"__repr__", "__str__", "__eq__", "__ne__", "__hash__"}
CALLED_BY_OTHERS = (
    r"filter|format|emit|write|read|flush|close|encode|decode|default|dispatch|visit|update|notify|"
    r"handle|transform|fit|predict|forward|authenticate|(?:on|before|after|visit|pytest)_.+|"
    r"process_(?:item|request|response|view|exception)"
)
IMPLICIT = {"super", "__class__"}
SHOWN = 3


def class_fault(node: ast.ClassDef, nodes: Collection[ast.AST]) -> str | None:
    """What to write instead of a class that needs none; None for one that earns its keep.

    `nodes` are all of the file. A class that others there derive from is left alone, and so is one
    that answers to the same call as they do, or stands in for an import that failed.
    """
    shape = shape_of(node)
    if shape is None:
        return None
    fault = _namespace(node, shape, nodes) or _record(shape) or _single_function(shape, nodes)
    if fault is None or any(_builds_on(one, node.name) for one in nodes if one is not node):
        return None
    if any(isinstance(inner, ast.Name) and inner.id in IMPLICIT for inner in ast.walk(node)):
        return None
    return fault


def _builds_on(other: ast.AST, name: str) -> bool:
    """Whether this derives from the class of that name, or binds the same name once more."""
    match other:
        case ast.ClassDef(bases=bases):
            return name in (other.name, *(getattr(base, "id", None) for base in bases))
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return any(name == (alias.asname or alias.name) for alias in names)
    return False


def _namespace(node: ast.ClassDef, shape: Shape, nodes: Collection[ast.AST]) -> str | None:
    """A class whose methods are all static, or use `cls` only to find their siblings."""
    own = shape.methods.keys() | shape.constants
    methods = shape.methods.values()
    if not methods or not all(_is_unbound(method, own) for method in methods):
        return None
    if not only_reads(node, node.name, own):
        return None
    if any(_hands_on(above, node.name) for above in nodes):
        return None
    public = [name for name in shape.methods if not name.startswith("_")] or [*shape.methods]
    wanted = _count(public, "a function", "functions")
    taken = [name for name in public if hasattr(builtins, name) or _is_shared(name, nodes)]
    renamed = ", under a name that is not taken" if taken else ""
    return f"`{shape.name}` only groups functions: write {wanted} of the module{renamed}"


def _hands_on(above: ast.AST, name: str) -> bool:
    """Whether a class is itself a value in `above`, as in `{"json": Json}`, and not just used."""
    if isinstance(above, ast.Attribute):
        return False
    called = above.func if isinstance(above, ast.Call) else None
    below = (child for child in children(above) if child is not called)
    return any(isinstance(child, ast.Name) and child.id == name for child in below)


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
    fields = [
        parameter if attribute.startswith("_") else attribute
        for attribute, parameter in kept.items()
    ]
    wanted = _count(fields, "a field", "fields")
    return f"`{shape.name}` only holds data: declare {wanted} of a Pydantic model"


def _single_function(shape: Shape, nodes: Collection[ast.AST]) -> str | None:
    """A class with one method, whose instances carry nothing but arguments of that method."""
    methods = dict(shape.methods)
    init = methods.pop("__init__", None)
    kept = kept_arguments(init) if init else {}
    if len(methods) != 1 or kept is None:
        return None
    [(name, method)] = methods.items()
    itself, *arguments = [*method.args.posonlyargs, *method.args.args] or [ast.arg("")]
    known = {*kept, *shape.constants}
    if name.startswith("_") or re.fullmatch(CALLED_BY_OTHERS, name) or _is_shared(name, nodes):
        return None
    if method.decorator_list or not only_reads(method, itself.arg, known):
        return None
    if not kept.keys() <= set(read_attributes(method, itself.arg)):
        return None
    given = [*kept.values(), *(argument.arg for argument in arguments)]
    if len({*given}) < len(given):
        return None
    return f"`{shape.name}` is one function: write `{name}({_parameters(given, method)})`"


def _parameters(given: list[str], method: Function) -> str:
    """What stands in the parentheses of a function: the given names, and a method's other ones."""
    rest = method.args
    keywords = [argument.arg for argument in rest.kwonlyargs]
    star = [f"*{rest.vararg.arg}"] if rest.vararg else ["*"] * bool(keywords)
    others = [f"**{rest.kwarg.arg}"] if rest.kwarg else []
    return cut(", ".join((*given, *star, *keywords, *others)))


def _is_shared(name: str, nodes: Collection[ast.AST]) -> bool:
    """Whether more than one class of the file has a method of that name."""
    bodies = (node.body for node in nodes if isinstance(node, ast.ClassDef))
    return sum(name in {getattr(each, "name", None) for each in body} for body in bodies) > 1


def _count(names: Collection[str], one: str, many: str) -> str:
    """The names as `a`, `b` and `c`, long lists cut, as one thing or many."""
    shown = [f"`{name}`" for name in names]
    if len(shown) > SHOWN:
        shown = [*shown[: SHOWN - 1], f"{len(shown) - SHOWN + 1} more"]
    head, last = ", ".join(shown[:-1]), shown[-1]
    return f"{head} and {last} as {many}" if head else f"{last} as {one}"
