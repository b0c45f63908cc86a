"""What makes a function a Celery task, and the options that it runs with."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.classes import class_named, foreign_bases, lineage
from housestyle_core.facts.handlers import last_name
from housestyle_core.facts.infer import called_name
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from housestyle_core.tree.context import Context

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Options(Record):
    """The options of a task by name; `are_all_known` is False where others may give more."""

    given: Mapping[str, ast.expr]
    are_all_known: bool


def task_decorator(node: Function, context: Context) -> ast.expr | None:
    """The decorator that makes a Celery task of a function.

    An app of another module is known by a name that says Celery.
    """
    for decorator in node.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        if last_name(called) in ("task", "shared_task"):
            name = called_name(called, context) or _spelled(called, context)
            if name == "celery.shared_task" or (
                name.endswith(".task") and "celery" in name.lower()
            ):
                return decorator
    return None


def task_options(decorator: ast.expr, context: Context) -> Options:
    """The options that a decorator, the task's base class and the app's settings give."""
    if not isinstance(decorator, ast.Call):
        return Options({}, are_all_known=True)
    given: dict[str, ast.expr] = {}
    are_all_known = True
    for keyword in decorator.keywords:
        inside = {keyword.arg: keyword.value} if keyword.arg else _spread(keyword.value, context)
        given |= inside or {}
        are_all_known = are_all_known and inside is not None
    if for_retry := given.get("retry_kwargs"):
        given = {**(_spread(for_retry, context) or {}), **given}
    if base := given.get("base"):
        inherited = _attributes(base, context)
        given = {**(inherited or {}), **given}
        are_all_known = are_all_known and inherited is not None
    return Options(given, are_all_known)


def _spelled(called: ast.expr, context: Context) -> str:
    """The dotted text of what is called where its first name is no import but a value."""
    match called:
        case ast.Attribute(value=ast.Name(id=name)) if context.scope.find(name):
            return ast.unparse(called)
    return ""


def _spread(
    value: ast.expr, context: Context, seen: frozenset[str] = frozenset()
) -> dict[str, ast.expr] | None:
    """What `**value` gives, where it is a dict that is written out; None where that is unknown."""
    match value:
        case ast.Dict(keys=keys, values=values):
            names = [key.value if isinstance(key, ast.Constant) else None for key in keys]
            if all(isinstance(name, str) for name in names):
                return {str(name): each for name, each in zip(names, values, strict=True)}
        case ast.Call(func=ast.Name(id="dict"), args=[], keywords=keywords):
            if all(keyword.arg for keyword in keywords):
                return {str(keyword.arg): keyword.value for keyword in keywords}
        case ast.Name(id=name) if name not in seen and (found := context.scope.find(name)):
            (scope, bindings) = found
            if len(bindings) == 1 and bindings[0].value is not None:
                return _spread(bindings[0].value, context._replace(scope=scope), seen | {name})
    return None


def _attributes(base: ast.expr, context: Context) -> dict[str, ast.expr] | None:
    """What a class of the file sets for its tasks; None where its bases are those of a project."""
    found = class_named(base, context.scope)
    if found is None or any(not name.startswith("celery.") for name in foreign_bases(*found)):
        return None
    attributes: dict[str, ast.expr] = {}
    for node, _ in lineage(*found):
        for statement in node.body:
            match statement:
                case (
                    ast.Assign(targets=[ast.Name(id=name)], value=ast.expr() as value)
                    | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
                ):
                    attributes.setdefault(name, value)
    return attributes
