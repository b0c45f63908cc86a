"""A class or function in a module that is not for its kind, where only other modules tell

A class of a feature that derives from the project's own base is a model, an entity or an exception
as that base is, which only the other module tells. A function whose module knows nothing of FastAPI
is a dependency where another module gives it to `Depends`: it is reported there, once in a module.

## Configuration
    [tool.housestyle.rules.misplaced-definition]
    exceptions = ["**/errors.py"]

## Bad
    # service.py
    import json


    class BadDocumentError(json.JSONDecodeError):
        pass

## Good
    # errors.py
    import json


    class BadDocumentError(json.JSONDecodeError):
        pass

## Fix
None: other modules import the class from where it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import ClassDef, FuncDef, MypyFile, SymbolTableNode, TryStmt, TypeInfo, Var

from housestyle_core.facts.definition_places import (
    TABLE_MARKS,
    Options,
    class_message,
    function_message,
    is_exempt,
)
from housestyle_core.facts.injected import given_to_depends
from mypy_housestyle.facts.class_kinds import ENTITY_BASES, is_entity, is_model
from mypy_housestyle.facts.contained import MODEL
from mypy_housestyle.facts.imports import imports_package
from mypy_housestyle.facts.injections import MARKERS, NAMES
from mypy_housestyle.facts.ours import is_our_path, module_of
from mypy_housestyle.facts.signatures import undecorated
from mypy_housestyle.facts.source import source_of
from mypy_housestyle.facts.written_dependencies import Reader, depend
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.facts.definition_places import Kind
    from mypy_housestyle.module import ModuleContext

SETTINGS = "pydantic_settings.main.BaseSettings"


def applies(_: ModuleContext, options: Options) -> bool:
    return options != Options()


def check(node: ClassDef | MypyFile, context: ModuleContext, options: Options) -> Iterator[Finding]:
    if isinstance(node, MypyFile):
        has_place = options.dependencies and not is_exempt(context.relative)
        if has_place and imports_package(node, ("fastapi",)):
            yield from _dependencies(node, context, options)
    elif context.owner is None:
        kind = _kind(node.info, context)
        message = class_message(node.name, kind, context.relative, options)
        if message and not _stands_in(node, context.tree):
            yield Finding(node, message)


def _stands_in(node: ClassDef, tree: MypyFile) -> bool:
    """Whether a class is there for the case that an import fails."""
    attempts = (statement for statement in tree.defs if isinstance(statement, TryStmt))
    return any(node in handler.body for attempt in attempts for handler in attempt.handlers)


def _dependencies(tree: MypyFile, context: ModuleContext, options: Options) -> Iterator[Finding]:
    """Functions of modules without FastAPI that this one gives to `Depends`, each once."""
    source = source_of(tree, context.settings)
    reader = Reader(context.checker, context.settings, tree, set())
    seen: set[FuncDef] = set()
    for named, scope in given_to_depends(source.file) if source else ():
        function = undecorated(reader.symbol(named, scope))
        if source and function and function not in seen:
            seen.add(function)
            reader.seen.update((function.fullname, *_telling(module_of(function))))
            if message := _message_of(function, context, options):
                yield Finding(source.place(named), message)
    depend(reader, ())


def _message_of(function: FuncDef, context: ModuleContext, options: Options) -> str | None:
    home = context.checker.modules.get(module_of(function))
    if function.info or function.name.startswith("_") or home is None or not is_our_path(home.path):
        return None
    if home is context.tree or _knows_depends(home):
        return None  # flake8 reports it where it is defined
    name = f"`{function.name}` of `{home.fullname}`"
    path = context.settings.relative(home.path)
    return function_message(name, "dependencies", path, options)


def _knows_depends(module: MypyFile) -> bool:
    """Whether a module may tell by itself which of its functions are dependencies."""
    nodes = (symbol.node for symbol in module.names.values())
    return any(node and node.fullname in {"fastapi", *MARKERS} for node in nodes)


def _telling(module: str) -> Iterator[str]:
    """The names by which `_knows_depends` mostly decides."""
    return (f"{module}.{name}" for name in ("fastapi", *NAMES))


def _kind(info: TypeInfo, context: ModuleContext) -> Kind | None:
    if info.has_base("builtins.BaseException"):
        return "exceptions"
    if info.has_base(SETTINGS):
        return "settings"
    if is_entity(info, context):
        return "entities" if _is_mapped(info) else None
    return "models" if is_model(info) and _has_fields(info) else None


def _is_mapped(info: TypeInfo) -> bool:
    """Whether an entity has a table: the base of all and abstract ones have none."""
    is_base = any(base.fullname in ENTITY_BASES[:2] for base in info.mro[:2])
    is_marked = not info.names.keys().isdisjoint(TABLE_MARKS)
    return "__abstract__" not in info.names and (is_marked or not is_base)


def _has_fields(info: TypeInfo) -> bool:
    """Whether a model, or one that it comes from, has a field: others only configure."""
    models = (base for base in info.mro if is_model(base) and base.fullname != MODEL)
    symbols = (symbol for base in models for symbol in base.names.values())
    return any(_is_field(symbol) for symbol in symbols)


def _is_field(symbol: SymbolTableNode) -> bool:
    node = symbol.node
    if not isinstance(node, Var) or symbol.plugin_generated:
        return False
    return not node.is_classvar and node.name != "model_config"
