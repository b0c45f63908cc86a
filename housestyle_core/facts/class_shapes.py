"""The body of a class that is nothing but methods and constants."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Collection

Function = ast.FunctionDef | ast.AsyncFunctionDef

OF_A_FAMILY = (
    r"_*(?:Base|Abstract|I[A-Z]|Null|No[oO]p|Dummy|Fake|Stub).*|.*(?:Base|Mixin|Interface|Protocol)"
)
RESOURCE = (
    r".*(?:client|session|db|database|conn|connection|engine|pool|lock|cache|logger|repo|repository|"
    r"store|storage|service|api|hass|redis|app|manager|provider|backend|handler|callback|loop|task|"
    r"queue|stream|socket|file|coordinator|context|parent|node|func|fn|factory|plugin|request)"
)
DATA_TYPES = {
    *("int", "float", "str", "bytes", "bool", "complex", "list", "dict", "set", "tuple", "None"),
    *("frozenset", "Optional", "Union", "Literal", "Any", "List", "Dict", "Set", "Tuple"),
    *("Sequence", "Mapping", "Iterable", "Collection", "Path", "UUID", "Decimal", "datetime"),
    *("date", "time", "timedelta", "typing", "t", "collections", "object", "uuid"),
}
CONTAINERS = {"list", "dict", "set", "defaultdict", "deque", "OrderedDict", "WeakValueDictionary"}


class Shape(Record):
    """The methods by name, and the names of the constants."""

    name: str
    methods: dict[str, Function]
    constants: set[str]


def shape_of(node: ast.ClassDef) -> Shape | None:
    """The shape of a class; None where anything in it may mean more than its functions do."""
    marked = [*node.decorator_list, *node.keywords, *getattr(node, "type_params", ())]
    if marked or re.fullmatch(OF_A_FAMILY, node.name) or node.name.startswith("Test"):
        return None
    shape = Shape(node.name, {}, set())
    for statement in node.body:
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                if name in shape.methods or _is_abstract(statement):
                    return None
                shape.methods[name] = statement
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                if not _is_constant(name, value):
                    return None
                shape.constants.add(name)
            case ast.Pass() | ast.Expr(value=ast.Constant()):
                continue
            case _:
                return None
    return shape


def kept_arguments(init: Function) -> dict[str, str] | None:
    """The parameter behind each attribute, if that is all an `__init__` does with plain data."""
    positional = [*init.args.posonlyargs, *init.args.args]
    if not positional or init.decorator_list or init.args.vararg or init.args.kwarg:
        return None
    itself, *parameters = [*positional, *init.args.kwonlyargs]
    defaults = [*init.args.defaults, *init.args.kw_defaults]
    if not all(map(_is_data, parameters)) or any(isinstance(each, ast.Call) for each in defaults):
        return None
    kept: dict[str, str] = {}
    for statement in _statements(init):
        match statement:
            case (
                ast.Assign(
                    targets=[ast.Attribute(value=ast.Name(id=owner), attr=attribute)],
                    value=ast.Name(id=parameter),
                )
                | ast.AnnAssign(
                    target=ast.Attribute(value=ast.Name(id=owner), attr=attribute),
                    value=ast.Name(id=parameter),
                )
            ) if owner == itself.arg:
                kept[attribute] = parameter
            case _:
                return None
    return kept if {*kept.values()} == {parameter.arg for parameter in parameters} else None


def only_reads(node: ast.AST, name: str, known: Collection[str]) -> bool:
    """Whether below `node` the variable `name` only serves to read attributes that are `known`."""
    uses = [inner for inner in ast.walk(node) if getattr(inner, "id", None) == name]
    reads = read_attributes(node, name)
    return len(uses) == len(reads) and set(reads) <= set(known)


def read_attributes(node: ast.AST, name: str) -> list[str]:
    """The attributes of the variable `name` that are read below `node`, each as often as it is."""
    return [
        inner.attr
        for inner in ast.walk(node)
        if isinstance(inner, ast.Attribute)
        and isinstance(inner.ctx, ast.Load)
        and getattr(inner.value, "id", None) == name
    ]


def _is_abstract(function: Function) -> bool:
    match _statements(function):
        case [] | [ast.Pass()] | [ast.Expr(value=ast.Constant())] | [ast.Raise()]:
            return True
    return False


def _is_constant(name: str, value: ast.expr) -> bool:
    match value:
        case ast.List(elts=[]) | ast.Dict(keys=[]):
            return False
        case ast.Call(func=ast.Name(id=maker)) if maker in CONTAINERS:
            return False
    is_plain = name.lstrip("_").isupper() or isinstance(value, ast.Constant | ast.Tuple)
    return is_plain and not name.startswith("__")


def _statements(function: Function) -> list[ast.stmt]:
    """The body of a function without its docstring."""
    return function.body[ast.get_docstring(function, clean=False) is not None :]


def _is_data(parameter: ast.arg) -> bool:
    if parameter.annotation is None or re.fullmatch(RESOURCE, parameter.arg):
        return False
    below = list(ast.walk(parameter.annotation))
    names = {node.id for node in below if isinstance(node, ast.Name)}
    quoted = any(isinstance(node, ast.Constant) and isinstance(node.value, str) for node in below)
    return names <= DATA_TYPES and ("Literal" in names or not quoted)
