"""Route handlers, whatever module their router comes from."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mypy.nodes import Decorator
from mypy.types import CallableType, Instance, get_proper_type

from housestyle_core.facts.fastapi_routes import VERBS, Handler
from housestyle_core.facts.written_types import Meaning
from mypy_housestyle.facts.ours import is_our_path
from mypy_housestyle.facts.source import source_of
from mypy_housestyle.walk import descendants

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy.nodes import Expression, FuncDef, MypyFile
    from mypy.types import Type

    from housestyle_core.facts.written_types import Follow
    from housestyle_core.tree.scopes import Scope
    from mypy_housestyle.call import Call, Callee
    from mypy_housestyle.facts.class_kinds import Around
    from mypy_housestyle.facts.source import Source

ROUTERS = ("fastapi.routing.APIRouter", "fastapi.applications.FastAPI")
REGISTRATIONS = frozenset(f"{router}.{verb}" for router in ROUTERS for verb in VERBS)
COROUTINE = "typing.Coroutine"


class Route(NamedTuple):
    """A function with a decorator that registers it, as Python reads it and as mypy does.

    `scope` is the one that the function stands in.
    """

    registration: ast.Call
    function: Handler
    scope: Scope
    typed: FuncDef
    source: Source

    @property
    def is_first(self) -> bool:
        """Whether no decorator above registers the function, by the look of it."""
        return next(filter(_is_verb, self.function.decorator_list), None) is self.registration

    @property
    def is_wrapped(self) -> bool:
        """Whether a decorator below puts something else in the place of the function."""
        decorators = self.function.decorator_list
        below = decorators[decorators.index(self.registration) + 1 :]
        return not all(map(_is_verb, below))

    @property
    def parameter_types(self) -> Mapping[str, Type]:
        """The type of each named parameter; none of a function without annotations."""
        signature = get_proper_type(self.typed.type)
        if not isinstance(signature, CallableType):
            return {}
        named = zip(signature.arg_names, signature.arg_types, strict=True)
        return {name: declared for name, declared in named if name}

    @property
    def return_type(self) -> Type | None:
        """What the function gives when it is awaited."""
        signature = get_proper_type(self.typed.type)
        if not isinstance(signature, CallableType):
            return None
        return awaited(signature.ret_type) if self.typed.is_coroutine else signature.ret_type


def _is_verb(decorator: ast.expr) -> bool:
    """Whether a decorator registers a handler, by the look of it."""
    called = decorator.func if isinstance(decorator, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr in VERBS


def awaited(declared: Type) -> Type:
    """What `await` makes of a coroutine; any other type as it is."""
    proper = get_proper_type(declared)
    if isinstance(proper, Instance) and proper.type.fullname == COROUTINE:
        return proper.args[2]
    return proper


def registers(callee: Callee) -> bool:
    """Whether a callee is a method of a router that gives a decorator for handlers."""
    return callee.is_method and not REGISTRATIONS.isdisjoint(callee.names)


def route_of(call: Call) -> Route | None:
    """The route that a call of such a method is the decorator of."""
    source = source_of(call.checker.tree, call.settings)
    written = source.call(call.node) if source else None
    typed = _function_below(call.node, call.checker.tree)
    if source is None or written is None or typed is None:
        return None
    registration, context = written
    function = context.file.parents[registration]
    if not isinstance(function, Handler) or registration not in function.decorator_list:
        return None
    return Route(registration, function, context.scope, typed, source)


def follower(around: Around, source: Source, tree: MypyFile, seen: set[str]) -> Follow:
    """A look into the project's modules at what an import brings in (see `written`).

    `source` is that of `tree`, where the names to follow stand first. `seen` gets the names of the
    modules that were looked into.
    """
    modules = around.checker.modules
    homes = {source.file.scope: tree}

    def follow(target: str, scope: Scope) -> Meaning | None:
        module, _, name = _absolute(target, homes[scope.module()]).rpartition(".")
        tree = modules.get(module)
        if tree is None or not is_our_path(tree.path):
            return None
        found = source_of(tree, around.settings)
        if found is None or name not in found.file.scope.bindings:
            return None
        homes[found.file.scope] = tree
        seen.add(tree.fullname)
        return Meaning(ast.Name(name, ast.Load()), found.file.scope)

    return follow


def _absolute(target: str, tree: MypyFile) -> str:
    name = target.lstrip(".")
    level = len(target) - len(name) - tree.is_package_init_file()
    if name == target:
        return target
    package = tree.fullname.split(".")
    return ".".join((*package[: len(package) - level], name))


def _function_below(decorator: Expression, tree: MypyFile) -> FuncDef | None:
    """The function that an expression decorates; mypy's daemon puts new nodes into an old tree."""
    found = _decorated(tree).get(decorator)
    if found is None:
        _decorated.cache_clear()
        found = _decorated(tree).get(decorator)
    return found


@lru_cache(maxsize=8)
def _decorated(tree: MypyFile) -> Mapping[Expression, FuncDef]:
    """Each function by the expressions that decorate it."""
    return {
        decorator: node.func
        for node in descendants(tree)
        if isinstance(node, Decorator)
        for decorator in node.original_decorators
    }
