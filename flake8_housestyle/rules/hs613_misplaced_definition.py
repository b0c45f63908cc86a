"""A class or function in a module that is not for its kind

Where each kind has its module, everybody knows where to look: the exceptions of a feature in
`errors.py`, its tables in `models.py`, what crosses the wire in `types.py`. A model beside the
route that uses it is found by nobody else, and written anew.

The rule says nothing until the configuration tells which modules are for what. Private classes and
dependencies, what is defined in functions, base classes without fields, abstract tables, classes
for the case that an import fails, tests, scripts and migrations are clean.

## Configuration
    [tool.housestyle.rules.misplaced-definition]
    models = ["**/types.py"]
    exceptions = ["**/errors.py"]

## Bad
    # routes.py
    from pydantic import BaseModel


    class User(BaseModel):
        name: str


    class UserNotFoundError(Exception):
        pass

## Good
    # types.py
    from pydantic import BaseModel


    class User(BaseModel):
        name: str

## Fix
None: other modules import the class from where it is.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.class_places import kind_of_class
from housestyle_core.facts.consumers import (
    CONSUMERS,
    consumes,
    is_consumer,
    is_task,
)
from housestyle_core.facts.definition_places import (
    Options,
    class_message,
    consuming_message,
    function_message,
)
from housestyle_core.facts.fastapi_routes import registrations
from housestyle_core.facts.injected import is_injected
from housestyle_core.facts.route_models import first_route
from housestyle_core.facts.route_table.parameters import DEPENDS
from housestyle_core.finding import Finding
from housestyle_core.tree.names import known_as, last_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from housestyle_core.facts.definition_places import FunctionKind
    from housestyle_core.facts.fastapi_routes import Handler
    from housestyle_core.tree.context import Context, File


def applies(_: File, options: Options) -> bool:
    """Whether the configuration has a place for anything."""
    return options != Options()


def about(options: Options) -> Collection[str]:
    """The calls that take messages, where there is a place for that."""
    return last_names(CONSUMERS) if options.consumers else ()


def check(
    node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.Call,
    context: Context,
    options: Options,
) -> Iterator[Finding]:
    if isinstance(node, ast.Call):
        yield from _call(node, context, options)
    elif context.scope.parent is not None:
        return
    elif isinstance(node, ast.ClassDef):
        kind = kind_of_class(node, context)
        message = class_message(node.name, kind, context.file.relative, options)
        if message and not any(isinstance(up, ast.ExceptHandler) for up in context.parents(node)):
            yield Finding(node, message)
    else:
        yield from _function(node, context, options)


def _call(node: ast.Call, context: Context, options: Options) -> Iterator[Finding]:
    name = known_as(node) or ""
    message = consuming_message(name, context.file.relative, options)
    if message and consumes(node, context):
        yield Finding(node, message)


def _function(node: Handler, context: Context, options: Options) -> Iterator[Finding]:
    if kind := _function_kind(node, context, options):
        path = context.file.relative
        if message := function_message(f"`{node.name}`", kind, path, options):
            yield Finding(node, message)


def _function_kind(node: Handler, context: Context, options: Options) -> FunctionKind | None:
    """What a function is for, of what has a place; of the routes of a module the first counts."""
    if options.routes and registrations(node, context):
        return "routes" if first_route(context.file) is node else None
    if options.consumers and is_consumer(node, context):
        return "consumers"
    if options.tasks and is_task(node, context):
        return "tasks"
    if options.dependencies and not node.name.startswith("_"):
        may_inject = context.file.can_reach(DEPENDS)
        return "dependencies" if may_inject and is_injected(node, context) else None
    return None
