"""Parameters one by one where a payload is meant to be

A method of a store or a service that takes `user_id`, `name` and `limit` one by one changes its
signature, and that of each layer above it, with every new field, and lets two of them be swapped. A
payload names and validates them once, and the layers hand it on.

The rule is about the public methods of classes named `…Store` or `…Service` in the modules of the
`service` and `repository` layers: one that takes single values (texts, numbers, identifiers, dates
or lists of them), and no `…Payload`. Beside a payload other parameters are clean, and so are
sessions, models, functions and other objects.

## Bad
    # service.py
    class UserService:
        async def get_one(self, user_id: int, active: bool = True) -> None:
            print(user_id, active)

## Good
    # service.py
    from pydantic import BaseModel


    class UserGetPayload(BaseModel):
        user_id: int
        active: bool = True


    class UserService:
        async def get_one(self, payload: UserGetPayload) -> None:
            print(payload.user_id, payload.active)

## Fix
None: the callers have to change with it.
"""

from __future__ import annotations

import ast
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from housestyle_core.facts.classes import class_named, lineage
from housestyle_core.facts.layers import layers_of
from housestyle_core.facts.single_values import Options, is_single, payload_message
from housestyle_core.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context, File

    Function = ast.FunctionDef | ast.AsyncFunctionDef

LAYERS = {"service", "repository"}
KNOWN_BASES = ("abc.ABC", "typing.Protocol", "typing.Generic", "builtins.object")
PLAIN_DECORATORS = ("builtins.classmethod", "builtins.staticmethod", "abc.abstractmethod")


def applies(file: File, _: Options) -> bool:
    """Whether the file is of one of the layers."""
    return not LAYERS.isdisjoint(layers_of(file.relative, file.settings))


def check(node: ast.ClassDef, context: Context, options: Options) -> Iterator[Finding]:
    if not _is_named(node, options) or not _is_free(node, context):
        return
    above = _methods_above(node, context, options)
    for method in node.body:
        if not isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if method.name not in above and _is_public(method, context):
            yield from _single_values(method, context, options)


def _single_values(method: Function, context: Context, options: Options) -> Iterator[Finding]:
    """The first parameter of a method that the file proves to take single values and no more."""
    given = [*method.args.posonlyargs, *method.args.args, *method.args.kwonlyargs]
    taken = given[_takes_receiver(method) :]
    types = [argument.annotation for argument in taken]
    scope = context.scope.inner[method].parent or context.scope
    if not taken or not all(found and is_single(found, scope) for found in types):
        return
    counted = [argument for argument in taken if argument.arg not in options.allow]
    if len(counted) > options.most and counted[0].annotation:
        names = [argument.arg for argument in counted]
        yield Finding(counted[0].annotation, payload_message(method.name, names, options))


def _is_free(node: ast.ClassDef, context: Context) -> bool:
    """Whether no class that the file does not show may prescribe the methods."""
    bases = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
    return not node.name.startswith("_") and all(
        context.resolve(base) in KNOWN_BASES or class_named(base, context.scope) for base in bases
    )


def _methods_above(node: ast.ClassDef, context: Context, options: Options) -> set[str]:
    """What the bases of the class that are such classes define: there it is reported."""
    bases = [base for base, _ in lineage(node, context.scope) if base is not node]
    named = [base for base in bases if _is_named(base, options)]
    return {getattr(item, "name", "") for base in named for item in base.body}


def _is_named(node: ast.ClassDef, options: Options) -> bool:
    return any(fnmatchcase(node.name, pattern) for pattern in options.classes)


def _is_public(method: Function, context: Context) -> bool:
    decorators = map(context.resolve, method.decorator_list)
    return not method.name.startswith("_") and all(name in PLAIN_DECORATORS for name in decorators)


def _takes_receiver(method: Function) -> bool:
    names = {getattr(decorator, "id", "") for decorator in method.decorator_list}
    return "staticmethod" not in names
