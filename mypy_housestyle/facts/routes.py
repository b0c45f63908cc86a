"""Route handlers, whatever module their router comes from."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from mypy.nodes import TypeInfo
from mypy.types import CallableType, Instance, get_proper_type

from housestyle_core.facts.fastapi_routes import VERBS
from housestyle_core.facts.route_handlers import ROUTES, WEBSOCKETS
from housestyle_core.facts.written_types import Meaning
from housestyle_core.record import Record
from mypy_housestyle.facts.aliases import absolute_name
from mypy_housestyle.facts.endpoints import endpoint_of, written_function
from mypy_housestyle.facts.ours import is_our_path, is_ours
from mypy_housestyle.facts.source import source_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy.nodes import Context as Place
    from mypy.nodes import FuncDef, MypyFile
    from mypy.types import Type

    from housestyle_core.facts.fastapi_routes import Handler
    from housestyle_core.facts.written_types import Follow
    from housestyle_core.finding import Located
    from housestyle_core.tree.scopes import Scope
    from mypy_housestyle.call import Call
    from mypy_housestyle.facts.class_kinds import Around
    from mypy_housestyle.facts.source import Source

ROUTERS = ("fastapi.routing.APIRouter", "fastapi.applications.FastAPI")
REGISTRATIONS = frozenset(f"{router}.{name}" for router in ROUTERS for name in ROUTES)
SOCKETS = frozenset(f"{router}.{name}" for router in ROUTERS for name in WEBSOCKETS)
COROUTINE = "typing.Coroutine"


class Route(Record):
    """A function and the call that registers it, as Python reads them and as mypy does.

    `source` and `around` are the module and the scope of the call, `home` and `scope` those that
    the function stands in; `endpoint` is what the call has for the function, if it is no decorator.
    """

    registration: ast.Call
    around: Scope
    source: Source
    function: Handler
    scope: Scope
    home: Source
    tree: MypyFile
    typed: FuncDef
    endpoint: ast.expr | None = None

    @property
    def is_first(self) -> bool:
        """Whether no decorator above registers the function, by the look of it."""
        if self.endpoint is not None:
            return True
        return next(filter(_is_verb, self.function.decorator_list), None) is self.registration

    @property
    def is_wrapped(self) -> bool:
        """Whether a decorator below puts something else in the place of the function."""
        decorators = self.function.decorator_list
        below = 0 if self.endpoint is not None else decorators.index(self.registration) + 1
        return not all(map(_is_verb, decorators[below:]))

    @property
    def is_here(self) -> bool:
        """Whether the function stands in the module of the call."""
        return self.home is self.source

    def place(self, node: Located) -> Place:
        """Where to report what is found at a node of the function: of another module, its name."""
        return self.source.place(node if self.is_here else self.endpoint or self.registration)


def _is_verb(decorator: ast.expr) -> bool:
    """Whether a decorator registers a handler, by the look of it."""
    called = decorator.func if isinstance(decorator, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr in VERBS


def parameter_types(function: FuncDef) -> Mapping[str, Type]:
    """The type of each named parameter; none of a function without annotations."""
    signature = get_proper_type(function.type)
    if not isinstance(signature, CallableType):
        return {}
    named = zip(signature.arg_names, signature.arg_types, strict=True)
    return {name: declared for name, declared in named if name}


def return_type(function: FuncDef) -> Type | None:
    """What a function gives when it is awaited; None for one without annotations."""
    signature = get_proper_type(function.type)
    if not isinstance(signature, CallableType):
        return None
    return awaited(signature.ret_type) if function.is_coroutine else signature.ret_type


def awaited(declared: Type) -> Type:
    """What `await` makes of a coroutine; any other type as it is."""
    proper = get_proper_type(declared)
    if isinstance(proper, Instance) and proper.type.fullname == COROUTINE:
        return proper.args[2]
    return proper


def route_of(call: Call) -> Route | None:
    """The route that a call of such a method registers, or that what it decorates is."""
    source = source_of(call.checker.tree, call.settings)
    found = source.call(call.node) if source else None
    endpoint = endpoint_of(call, found[0], source) if found and source else None
    written = written_function(endpoint.function, source, call) if endpoint and source else None
    if source is None or found is None or endpoint is None or written is None:
        return None
    registration, context = found
    if endpoint.named is None and registration not in written.function.decorator_list:
        return None
    return Route(registration, context.scope, source, *written, *endpoint)


def follower(
    around: Around, source: Source, tree: MypyFile, seen: set[str], *, to_classes: bool = True
) -> Follow:
    """A look into the project's modules at what an import brings in (see `written`).

    `source` is that of `tree`, where the names to follow stand first. `seen` gets the names of the
    modules that were looked into. Without `to_classes` no file is read for a class of the project.
    """
    modules = around.checker.modules
    homes = {source.file.scope: tree}

    def follow(target: str, scope: Scope) -> Meaning | None:
        module, _, name = absolute_name(target, homes[scope.module()]).rpartition(".")
        tree = modules.get(module)
        if tree is None or not is_our_path(tree.path):
            return None
        if (
            not to_classes
            and (home := _home_of_class(name, tree))
            and is_ours(home, around.checker)
        ):
            seen.update((tree.fullname, home))
            return None
        found = source_of(tree, around.settings)
        if found is None or name not in found.file.scope.bindings:
            return None
        homes[found.file.scope] = tree
        seen.add(tree.fullname)
        return Meaning(ast.Name(name, ast.Load()), found.file.scope)

    return follow


def _home_of_class(name: str, tree: MypyFile) -> str:
    """The module of the class that a name of a module stands for; empty for anything else."""
    symbol = tree.names.get(name)
    return symbol.node.module_name if symbol and isinstance(symbol.node, TypeInfo) else ""
