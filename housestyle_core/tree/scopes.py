"""Names and what they stand for, by Python's scoping rules, as far as one file tells."""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING

from housestyle_core.record import Record
from housestyle_core.tree.names import known_as

if TYPE_CHECKING:
    from collections.abc import Iterator

    Declared = tuple["Scope", str, ast.Global | ast.Nonlocal]

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
ScopeNode = (
    ast.Module
    | ast.ClassDef
    | ast.FunctionDef
    | ast.AsyncFunctionDef
    | ast.Lambda
    | ast.ListComp
    | ast.SetComp
    | ast.DictComp
    | ast.GeneratorExp
)
BUILTINS = frozenset(vars(builtins))
ALIAS_DEPTH = 10


class Binding(Record):
    """One way that a name gets its value.

    `target` is the dotted name that an import brings in (`.`-led where the import is relative);
    `value` the expression of a plain `name = value` or `name: annotation = value`. `scope` is where
    that stands, if not where the name belongs.
    """

    node: ast.AST
    target: str | None = None
    value: ast.expr | None = None
    scope: Scope | None = None


class Scope:
    """A namespace of the file: the module, a class, a function, a lambda or a comprehension.

    The type parameters of a definition have one too, `generic`, with the node of its surroundings.
    `attributes` of a class are what its methods bind as `self.name`; `meanings` and `kinds` keep
    what names were found to stand for and to be instances of. `runs_in` is the function or lambda
    that the code runs in, `yields` tells a generator. The whole file shares `imported`, the
    dotted names of all that anything in it imports, `renamed`, the names that stand for something
    of another name, `inner`, the scopes by their nodes, and `outside`, the names that `global` and
    `nonlocal` declare, with the scopes where they do.
    """

    __slots__ = (
        "attributes",
        "bindings",
        "elsewhere",
        "generic",
        "imported",
        "inner",
        "kinds",
        "meanings",
        "node",
        "outside",
        "parent",
        "renamed",
        "runs_in",
        "yields",
    )

    def __init__(self, node: ScopeNode, parent: Scope | None, *, generic: bool = False) -> None:
        self.node = node
        self.parent = parent
        self.generic = generic
        self.attributes: dict[str, list[Binding]] = {}
        self.bindings: dict[str, list[Binding]] = {}
        self.elsewhere: dict[str, Scope] = {}
        self.kinds: dict[str, str | None] = {}
        self.meanings: dict[str, str | None] = {}
        self.imported: set[str] = parent.imported if parent else set()
        self.inner: dict[ast.AST, Scope] = parent.inner if parent else {}
        self.renamed: set[str] = parent.renamed if parent else set()
        self.outside: list[Declared] = parent.outside if parent else []
        self.yields = False
        self.runs_in: FunctionNode | None = parent.runs_in if parent else None
        if isinstance(node, FunctionNode):
            self.runs_in = node
        if not generic:
            self.inner[node] = self

    def bind(self, name: str, binding: Binding) -> None:
        """Record that `name` is bound here, unless `settle` finds that it belongs elsewhere."""
        self.bindings.setdefault(name, []).append(binding)
        if binding.target:
            if binding.target.rpartition(".")[2] != name:
                self.renamed.add(name)
        elif binding.value is not None:
            self.rename(name, binding.value)

    def bind_attribute(self, name: str, binding: Binding) -> None:
        """Record that a method of this class binds `self.name`."""
        self.attributes.setdefault(name, []).append(binding)
        if binding.value is not None:
            self.rename(name, binding.value)

    def rename(self, name: str, value: ast.expr) -> None:
        """Note where a value has another name, or is a call of what has, with some arguments."""
        kind = value.__class__
        if kind is ast.Name or kind is ast.Attribute:
            self.renamed.add(name)
        elif kind is ast.Call:
            called = known_as(value)
            if called == "partial" or called in self.renamed:
                self.renamed.add(name)

    def settle(self) -> None:
        """Move what is bound under `global` and `nonlocal` to where it belongs, after the walk."""
        for scope, name, statement in self.outside:
            is_global = isinstance(statement, ast.Global)
            owner = scope.module() if is_global else scope.owner_of_nonlocal(name)
            if owner is not None and owner is not scope:
                scope.elsewhere[name] = owner
                for binding in scope.bindings.pop(name, ()):
                    owner.bind(name, binding._replace(value=None, scope=scope))

    def release(self) -> None:
        """Let go of the scopes of a file that is done with.

        They hold each other and its tree, which only the garbage collector could free then.
        """
        for scope in self.inner.values():
            scope.attributes.clear()
            scope.bindings.clear()
        self.inner.clear()
        self.outside.clear()

    def owner_of_nonlocal(self, name: str) -> Scope | None:
        """The function around this one that a `nonlocal` name belongs to."""
        for scope in (self.parent or self).enclosing():
            if isinstance(scope.node, FunctionNode) and not scope.generic:
                if name in scope.elsewhere:
                    return scope.elsewhere[name]
                if name in scope.bindings:
                    return scope
        return None

    def module(self) -> Scope:
        """The scope of the whole file."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def enclosing(self) -> Iterator[Scope]:
        """This scope and those around it, innermost first."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent

    def function(self) -> FunctionNode | None:
        """The function or lambda that the code of this scope runs in; None at import time."""
        return self.runs_in

    def class_of_self(self, name: str) -> Scope | None:
        """The class around the method whose first parameter is `name`; None for another name.

        A static method has no such parameter.
        """
        found = self.find(name)
        if found is None or len(found[1]) != 1:
            return None
        method, [binding] = found
        owner = method.parent
        while owner is not None and owner.generic:
            owner = owner.parent
        if owner is None or not isinstance(owner.node, ast.ClassDef):
            return None
        if not isinstance(method.node, FunctionNode) or _is_static(method.node):
            return None
        arguments = method.node.args
        first = [*arguments.posonlyargs, *arguments.args][:1]
        return owner if first == [binding.node] else None

    def find(self, name: str) -> tuple[Scope, list[Binding]] | None:
        """Where a name used here is bound, and every binding it has there; None for a builtin."""
        scope: Scope | None = self
        direct = True
        while scope is not None:
            if name in scope.elsewhere:
                return scope.elsewhere[name].find(name)
            visible = direct or scope.generic or scope.node.__class__ is not ast.ClassDef
            if visible and (bindings := scope.bindings.get(name)):
                return scope, bindings
            direct = direct and scope.generic
            scope = scope.parent
        return None

    def resolve(self, expression: ast.expr, depth: int = 0) -> str | None:
        """The dotted name that an expression such as `sleep` or `np.load` stands for.

        Imports and plain aliases (`sleep = time.sleep`) are followed, builtins are `builtins.open`.
        None where the file does not tell, or tells more than one answer.
        """
        attributes: list[str] = []
        while isinstance(expression, ast.Attribute):
            attributes.append(expression.attr)
            expression = expression.value
        if not isinstance(expression, ast.Name) or depth > ALIAS_DEPTH:
            return None
        root = self._resolve_name(expression.id, depth)
        return ".".join((root, *reversed(attributes))) if root else None

    def _resolve_name(self, name: str, depth: int) -> str | None:
        found = self.find(name)
        if found is None:
            return f"builtins.{name}" if name in BUILTINS else None
        scope, bindings = found
        if name not in scope.meanings:
            scope.meanings[name] = None
            targets = {_target(scope, binding, depth) for binding in _without_fallback(bindings)}
            scope.meanings[name] = targets.pop() if len(targets) == 1 else None
        return scope.meanings[name]


def _is_static(function: FunctionNode) -> bool:
    decorators = [] if isinstance(function, ast.Lambda) else function.decorator_list
    return any(isinstance(item, ast.Name) and item.id == "staticmethod" for item in decorators)


def _target(scope: Scope, binding: Binding, depth: int) -> str | None:
    if binding.value is not None:
        return scope.resolve(binding.value, depth + 1)
    return binding.target


def _without_fallback(bindings: list[Binding]) -> list[Binding]:
    """Drop `name = None`, as in `try: import redis` / `except ImportError: redis = None`."""
    real = [
        binding
        for binding in bindings
        if not (isinstance(binding.value, ast.Constant) and binding.value.value is None)
    ]
    return real if any(binding.target for binding in real) else bindings
