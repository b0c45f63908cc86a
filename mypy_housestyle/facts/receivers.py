"""The class of a value and the function behind a call, before mypy has checked any body.

Declarations tell, and assignments where nothing is declared; what only a checked body would tell
(narrowing, type variables that a call solves) is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mypy.nodes as n
from mypy.expandtype import expand_type_by_instance
from mypy.maptype import map_instance_to_supertype
from mypy.types import (
    FunctionLike,
    Instance,
    TupleType,
    Type,
    TypeVarType,
    UnionType,
    get_proper_type,
)
from mypy.typevars import fill_typevars_with_any

from housestyle_core.record import Record
from mypy_housestyle.facts.signatures import is_property, undecorated

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_housestyle.facts.bindings import Source
    from mypy_housestyle.facts.code import Code

    CodeFor = Callable[[n.SymbolNode], Code | None]
    Known = dict[n.Node | "Target", list[Instance]]

DEPTH = 60
FUNCTIONS = (n.FuncDef, n.Decorator, n.OverloadedFuncDef)


class Target(Record):
    """What a call runs: a function, a class, or a method of `kind`, which `owner` is one of."""

    node: n.SymbolNode | None
    kind: n.TypeInfo | None = None
    owner: Instance | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names that it is known by (see `Callee`)."""
        if isinstance(self.node, n.TypeInfo):
            return tuple(base.fullname for base in self.node.mro)
        if self.node is None or self.kind is None:
            return (self.node.fullname,) if self.node else ()
        name = f"@{self.node.name}" if is_property(self.node) else self.node.name
        return tuple(f"{base.fullname}.{name}" for base in self.kind.mro)


class Reader(Record):
    """Where to look: `code_for` gives the code around a variable, `known` is what was found.

    That is what expressions and variables are instances of, and what calls of targets give.
    """

    code_for: CodeFor
    known: Known
    depth: int = 0

    def instances(self, expression: n.Expression | None) -> list[Instance]:
        """What an expression may be an instance of; nothing where that is not known."""
        if isinstance(expression, n.NameExpr):
            return self.variable(expression.node) if isinstance(expression.node, n.Var) else []
        read = READERS.get(type(expression))
        if expression is None or read is None or self.depth > DEPTH:
            return []
        if expression not in self.known:
            self.known[expression] = []
            found = read(expression, self.below())
            self.known[expression] = [*dict.fromkeys(found)]
        return self.known[expression]

    def below(self) -> Reader:
        """The reader for what an expression consists of, which stops at some depth."""
        return Reader(self.code_for, self.known, self.depth + 1)

    def targets(self, callee: n.Expression) -> list[Target]:
        """What a call of `callee` may run."""
        if isinstance(callee, n.MemberExpr) and callee.node is None:
            return self.methods(callee.expr, callee.name)
        return self._known(callee)

    def _known(self, callee: n.Expression) -> list[Target]:
        """What a call may run of whatever has a name."""
        node = callee.node if isinstance(callee, n.RefExpr) else None
        if isinstance(node, n.TypeInfo):
            return [Target(node)]
        if isinstance(node, FUNCTIONS) and not node.info:
            return [Target(node)]
        return self._held(callee, node) if isinstance(node, n.Var) else self._bound(callee)

    def _held(self, callee: n.Expression, variable: n.Var) -> list[Target]:
        """What a call may run of what a variable is a name for."""
        is_name = isinstance(callee, n.NameExpr)
        if is_name and variable.is_cls and (code := self.code_for(variable)):
            return [Target(code.selves[variable])] if variable in code.selves else []
        if is_name and (value := self.source(callee)) is not callee:
            return self.below().targets(value) if self.depth < DEPTH else []
        held = [Target(variable)] if "." in variable.fullname else []
        return held + self._bound(callee)

    def _bound(self, callee: n.Expression) -> list[Target]:
        if isinstance(callee, n.SuperExpr) and callee.info:
            return _inherited(callee.info, callee.name)
        if isinstance(callee, n.MemberExpr):
            return self.methods(callee.expr, callee.name)
        return self.methods(callee, "__call__")

    def methods(self, receiver: n.Expression, name: str) -> list[Target]:
        """The method of that name, of whatever the receiver may be."""
        if isinstance(receiver, n.RefExpr) and isinstance(receiver.node, n.TypeInfo):
            return _methods(receiver.node, name)
        return [
            Target(symbol.node, instance.type, instance)
            for instance in self.instances(receiver)
            if (symbol := instance.type.get(name)) and isinstance(symbol.node, FUNCTIONS)
        ]

    def variable(self, variable: n.Var) -> list[Instance]:
        """What a variable or attribute holds: as declared, or as it was assigned."""
        if variable in self.known:
            return self.known[variable]
        self.known[variable] = []
        code = self.code_for(variable)
        if code and (owner := code.selves.get(variable)):
            found = instances_in(fill_typevars_with_any(owner))
        elif variable.type is not None:
            found = instances_in(variable.type)
        else:
            sources = code.sources(variable) if code else []
            assigned = (one for source in sources for one in self.below().given(source))
            found = [*dict.fromkeys(assigned)]
        self.known[variable] = found
        return found

    def source(self, value: n.Expression) -> n.Expression:
        """The expression behind a name that is bound once; any other expression is its own."""
        variable = value.node if isinstance(value, n.NameExpr) else None
        if not isinstance(variable, n.Var):
            return value
        code = self.code_for(variable)
        sources = code.sources(variable) if code else []
        is_plain = len(sources) == 1 and sources[0].way == "value"
        return sources[0].expression if is_plain else value

    def given(self, source: Source) -> list[Instance]:
        """What a variable is an instance of that gets its value from a source."""
        match source.way:
            case "item":
                return first_argument(self.results(self.methods(source.expression, "__iter__")))
            case "entered":
                found = self.results(self.methods(source.expression, "__enter__"))
                return found or first_argument(self.instances(source.expression))
        return self.instances(source.expression)

    def results(self, targets: list[Target]) -> list[Instance]:
        """What calling any of these gives."""
        found: list[Instance] = []
        for target in targets:
            if target not in self.known:
                self.known[target] = result_of(target)
            found += self.known[target]
        return found


def instances_in(declared: Type | None) -> list[Instance]:
    """The classes that a declared type allows, but for `None`."""
    proper = get_proper_type(declared)
    match proper:
        case Instance():
            return [proper]
        case UnionType():
            return [found for item in proper.items for found in instances_in(item)]
        case TypeVarType():
            return instances_in(proper.upper_bound)
        case TupleType():
            return [proper.partial_fallback]
    return []


def result_of(target: Target) -> list[Instance]:
    """What calling a function gives by its declared type, a class an instance of it."""
    if isinstance(target.node, n.TypeInfo):
        return instances_in(fill_typevars_with_any(target.node))
    node, _, owner = target
    function = node if isinstance(node, n.OverloadedFuncDef) else undecorated(node)
    declared = get_proper_type(function.type) if function else None
    found: list[Instance] = []
    for signature in declared.items if isinstance(declared, FunctionLike) else ():
        returned = signature.ret_type
        if function and owner and owner.type.has_base(function.info.fullname):
            inside = map_instance_to_supertype(owner, function.info)
            returned = expand_type_by_instance(returned, inside)
        found += [one for one in instances_in(returned) if one not in found]
    return found


def first_argument(instances: list[Instance]) -> list[Instance]:
    """What an iterator or the like, of whatever class, gives."""
    return [found for one in instances if one.args for found in instances_in(one.args[0])]


def _methods(info: n.TypeInfo, name: str) -> list[Target]:
    symbol = info.get(name)
    is_function = symbol is not None and isinstance(symbol.node, FUNCTIONS)
    return [Target(symbol.node, info)] if symbol and is_function else []


def _inherited(info: n.TypeInfo, name: str) -> list[Target]:
    """What `super().name` is."""
    base = next((base for base in info.mro[1:] if name in base.names), None)
    return _methods(base, name) if base else []


def _call(call: n.CallExpr, reader: Reader) -> list[Instance]:
    if isinstance(call.analyzed, n.CastExpr):
        return instances_in(call.analyzed.type)
    return reader.results(reader.targets(call.callee))


def _member(member: n.MemberExpr, reader: Reader) -> list[Instance]:
    if isinstance(member.node, n.Var) and not member.node.info:
        return reader.variable(member.node)
    return [
        found
        for owner in reader.instances(member.expr)
        for found in _attribute(owner, member.name, reader)
    ]


def _attribute(owner: Instance, name: str, reader: Reader) -> list[Instance]:
    symbol = owner.type.get(name)
    match symbol.node if symbol else None:
        case n.Var() as variable if variable.type is None:
            return reader.variable(variable)
        case n.Var(type=Type() as declared, info=info):
            inside = map_instance_to_supertype(owner, info)
            return instances_in(expand_type_by_instance(declared, inside))
        case n.Decorator(func=n.FuncDef(is_property=True)) as attribute:
            return result_of(Target(attribute, owner.type, owner))
    return []


def _await(awaited: n.AwaitExpr, reader: Reader) -> list[Instance]:
    return [
        found
        for one in reader.instances(awaited.expr)
        if one.type.has_base("typing.Awaitable") and one.args
        for found in instances_in(one.args[-1])
    ]


def _conditional(either: n.ConditionalExpr, reader: Reader) -> list[Instance]:
    return reader.instances(either.if_expr) + reader.instances(either.else_expr)


def _operator(operation: n.OpExpr, reader: Reader) -> list[Instance]:
    if operation.op not in ("and", "or", "/"):
        return []
    found = reader.instances(operation.left) + reader.instances(operation.right)
    is_path = operation.op == "/"
    return [one for one in found if not is_path or one.type.fullname.startswith("pathlib.")]


def _walrus(assignment: n.AssignmentExpr, reader: Reader) -> list[Instance]:
    return reader.instances(assignment.value)


def _index(item: n.IndexExpr, reader: Reader) -> list[Instance]:
    owners = reader.instances(item.base)
    return [found for one in owners if one.args for found in instances_in(one.args[-1])]


READERS: dict[type, Callable[[Any, Reader], list[Instance]]] = {
    n.CallExpr: _call,
    n.MemberExpr: _member,
    n.AwaitExpr: _await,
    n.ConditionalExpr: _conditional,
    n.OpExpr: _operator,
    n.AssignmentExpr: _walrus,
    n.IndexExpr: _index,
}
