"""The type of a dependency that stands in the metadata of `Annotated`, where mypy does not look.

Declarations tell, and assignments where nothing is declared: what mypy infers depends on how far
it has come.
"""

from __future__ import annotations

import ast
from itertools import chain
from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.expandtype import expand_type_by_instance
from mypy.maptype import map_instance_to_supertype
from mypy.server.deps import get_type_triggers
from mypy.server.trigger import make_trigger
from mypy.types import Instance, TypeType, get_proper_type
from mypy.typevars import fill_typevars_with_any

from housestyle_core.record import Record
from mypy_housestyle.facts.dependencies import PARTIAL, given_by
from mypy_housestyle.facts.ours import is_our_path
from mypy_housestyle.facts.signatures import fullname_of
from mypy_housestyle.facts.source import source_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mypy.checker import TypeChecker
    from mypy.types import Type

    from housestyle_core.config import Settings
    from housestyle_core.tree.scopes import Scope

DEPTH = 10
KEEPING = frozenset(
    {
        *(f"functools.{name}" for name in ("cache", "lru_cache")),
        *(f"builtins.{name}" for name in ("classmethod", "staticmethod")),
        *(f"{module}.override" for module in ("typing", "typing_extensions")),
        "abc.abstractmethod",
    }
)


class Reader(Record):
    """A module of the project in which expressions are read, and the checker that knows others.

    `seen` gets the full names of what the answers depend on.
    """

    checker: TypeChecker
    settings: Settings
    tree: n.MypyFile
    seen: set[str]
    depth: int = 0

    def type_of(self, expression: ast.expr, scope: Scope) -> Type | None:
        """The type of what an expression stands for; None where declarations do not tell."""
        if self.depth > DEPTH:
            return None
        match expression:
            case ast.Name() | ast.Attribute() if node := self.symbol(expression, scope):
                return self._declared(node)
            case ast.Attribute(value=owner, attr=name):
                return self._method(self.type_of(owner, scope), name)
            case ast.Call():
                return self._made(expression, scope)
        return None

    def _made(self, call: ast.Call, scope: Scope) -> Type | None:
        callee = self.symbol(call.func, scope)
        if callee is not None and callee.fullname == PARTIAL:
            return self.type_of(call.args[0], scope) if call.args else None
        return given_by(self.type_of(call.func, scope))

    def symbol(self, expression: ast.expr, scope: Scope) -> n.SymbolNode | None:
        """What a name of the module, or an attribute of a module or class, stands for."""
        match expression:
            case ast.Name(id=name):
                found = scope.find(name)
                is_global = found is not None and found[0] is scope.module()
                symbol = self.tree.names.get(name) if is_global else None
            case ast.Attribute(value=value, attr=name):
                owner = self.symbol(value, scope)
                if not isinstance(owner, n.MypyFile):
                    return None
                symbol = owner.names.get(name)
                if symbol is None:
                    return self.checker.modules.get(f"{owner.fullname}.{name}")
            case _:
                return None
        return symbol.node if symbol else None

    def _declared(self, node: n.SymbolNode) -> Type | None:
        self.seen.add(node.fullname)
        match node:
            case n.TypeInfo():
                return TypeType.make_normalized(fill_typevars_with_any(node))
            case n.Var(is_inferred=False):
                return node.type
            case n.Var():
                return self._assigned(node)
        function = _kept(node)
        return function.type if function else None

    def _assigned(self, variable: n.Var) -> Type | None:
        module, _, name = variable.fullname.rpartition(".")
        home = self.checker.modules.get(module)
        if home is None or not is_our_path(home.path):
            return variable.type
        source = source_of(home, self.settings)
        bindings = source.file.scope.bindings.get(name, []) if source else []
        if source is None or len(bindings) != 1 or bindings[0].value is None:
            return None
        reader = self._replace(tree=home, depth=self.depth + 1)
        return reader.type_of(bindings[0].value, source.file.scope)

    def _method(self, owner: Type | None, name: str) -> Type | None:
        """The type of a method of an object or class."""
        proper = get_proper_type(owner)
        instance = get_proper_type(proper.item) if isinstance(proper, TypeType) else proper
        symbol = instance.type.get(name) if isinstance(instance, Instance) else None
        function = _kept(symbol.node) if symbol else None
        if function is None or function.type is None or not isinstance(instance, Instance):
            return None
        self.seen.update((function.fullname, instance.type.fullname))
        inside = map_instance_to_supertype(instance, function.info)
        return expand_type_by_instance(function.type, inside)


def depend(reader: Reader, given: Iterable[Type]) -> None:
    """Let mypy check the module again when what the reader saw, or a type that it gave, changes."""
    tree = reader.tree
    types = (get_type_triggers(one, use_logical_deps=False) for one in given)
    for trigger in {*map(make_trigger, reader.seen), *chain.from_iterable(types)}:
        tree.plugin_deps.setdefault(trigger, set()).add(tree.fullname)
        parts = trigger.strip("<>").split(".")
        prefixes = (".".join(parts[:end]) for end in range(len(parts), 0, -1))
        home = next((name for name in prefixes if name in reader.checker.modules), tree.fullname)
        reader.checker.module_refs.add(home)


def _kept(node: n.SymbolNode | None) -> n.FuncDef | None:
    """A function whose decorators leave its type as it is."""
    if isinstance(node, n.FuncDef):
        return node
    if not isinstance(node, n.Decorator) or node.func.is_property:
        return None
    plain = (
        item.callee if isinstance(item, n.CallExpr) else item for item in node.original_decorators
    )
    return node.func if KEEPING.issuperset(map(fullname_of, plain)) else None
