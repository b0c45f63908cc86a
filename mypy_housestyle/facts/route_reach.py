"""The routes of a module, with what other modules of the project say of them.

What is read there is source. So that mypy checks the importers again when it changes, each module
that imports FastAPI keeps a digest of it for them, and any other one of its strings.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

from mypy.nodes import TypeInfo

from housestyle_core.config import settings_for
from housestyle_core.facts.route_table.conflicts import conflicts
from housestyle_core.facts.route_table.outline import outline_digest
from housestyle_core.facts.route_table.table import Reach, route_table
from housestyle_core.facts.written_types import Meaning
from housestyle_core.record import Record
from mypy_housestyle.codes import ENGINE
from mypy_housestyle.facts.aliases import absolute_name
from mypy_housestyle.facts.imports import imports_package
from mypy_housestyle.facts.kept_constants import depend_on_constants, is_kept
from mypy_housestyle.facts.kept_variable import depend_on_variable, keep_in_variable
from mypy_housestyle.facts.ours import is_our_path
from mypy_housestyle.facts.source import source_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.checker import TypeChecker
    from mypy.nodes import Context as Place
    from mypy.nodes import MypyFile

    from housestyle_core.config import Settings
    from housestyle_core.facts.route_table.conflicts import Conflict
    from housestyle_core.facts.route_table.table import Table
    from housestyle_core.tree.context import File
    from housestyle_core.tree.scopes import Binding, Scope
    from mypy_housestyle.facts.source import Source
    from mypy_housestyle.module import ModuleContext

KEPT_IN = "__housestyle_routes__"
RULES = frozenset(("HS540", "HS542", "HS543", "HS544"))
"""The rules that keep the digest: where none of them is on, a module is not looked at."""


class Modules(Record):
    """The module that is checked and those that were looked at, by the scope of their source."""

    context: ModuleContext
    homes: dict[Scope, MypyFile]
    files: dict[Scope, File]
    tables: dict[Scope, Table]
    seen: set[str]

    @property
    def reach(self) -> Reach:
        return Reach(self.follow, self.table_of)

    def table_of(self, scope: Scope) -> Table | None:
        """What a module registers that was looked at."""
        if scope in self.files and scope not in self.tables:
            self.tables[scope] = route_table(self.files[scope], self.reach)
        return self.tables.get(scope)

    def follow(self, target: str, scope: Scope) -> Meaning | None:
        """What an import brings in from a module of the project that imports FastAPI.

        From any other module only what tells of its changes: strings, and what it imports itself.
        """
        module, _, name = absolute_name(target, self.homes[scope.module()]).rpartition(".")
        tree = self.context.checker.modules.get(module)
        if tree is None or not is_our_path(tree.path):
            return None
        self.seen.add(module)
        if _is_class_apart(name, tree):
            return None
        source = _kept_source(tree)
        if source is None or name not in source.file.scope.bindings:
            return None
        scope = source.file.scope
        self.homes[scope] = tree
        if source.file.imports("fastapi"):
            self.files[scope] = source.file
        elif not _is_passed_on(scope.bindings[name]):
            return None
        return Meaning(ast.Name(name, ast.Load()), scope)

    def depend(self) -> None:
        """Let mypy check the module again when what it saw of others changes."""
        depend_on_variable(KEPT_IN, self.seen, self.context.tree, self.context.checker)
        depend_on_constants(self.seen, self.context.tree, self.context.checker)


def keep_routes(tree: MypyFile, checker: TypeChecker) -> None:
    """Let other modules know when what a module registers changes."""
    source = _routed_source(tree, settings_for(tree.path, ENGINE))
    digest = outline_digest(source.file) if source else ""
    keep_in_variable(KEPT_IN, digest, tree, checker)


def route_modules(tree: MypyFile, context: ModuleContext) -> tuple[Source, Modules] | None:
    """The source of a module that imports FastAPI, and a look from there into others."""
    source = _routed_source(tree, context.settings)
    if source is None:
        return None
    scope = source.file.scope
    return source, Modules(context, {scope: tree}, {scope: source.file}, {}, set())


def _routed_source(tree: MypyFile, settings: Settings) -> Source | None:
    source = source_of(tree, settings) if imports_package(tree, ("fastapi",)) else None
    return source if source and source.file.imports("fastapi") else None


def conflicts_in(tree: MypyFile, context: ModuleContext) -> Iterator[tuple[Place, Conflict]]:
    """The routes that never answer: at the route, or where a module includes the router of it."""
    if found := route_modules(tree, context):
        source, modules = found
        for conflict in conflicts(source.file, modules.reach):
            route = conflict.route
            is_here = route.route.context.file.tree is source.file.tree
            node = route.route.written if is_here else route.through
            if node is not None:
                yield source.place(node), conflict
        modules.depend()


def _kept_source(tree: MypyFile) -> Source | None:
    """The source of a module that keeps a digest for others."""
    settings = settings_for(tree.path, ENGINE)
    return source_of(tree, settings) if _is_on(settings) else None


@lru_cache(maxsize=256)
def _is_on(settings: Settings) -> bool:
    return any(state.rule.code in RULES for state in settings.enabled(ENGINE))


def _is_class_apart(name: str, tree: MypyFile) -> bool:
    """Whether a name stands for a class of a module, as mypy has parsed it, without FastAPI."""
    symbol = tree.names.get(name)
    return (
        symbol is not None
        and isinstance(symbol.node, TypeInfo)
        and symbol.node.module_name == tree.fullname
        and bool(tree.defs)
        and not imports_package(tree, ("fastapi",))
    )


def _is_passed_on(bindings: list[Binding]) -> bool:
    """Whether a name stands for a string that is spelled out, or for what an import brings in."""
    if len(bindings) != 1:
        return False
    [binding] = bindings
    return binding.target is not None or is_kept(binding.value)
