"""The values that a validator of Pydantic 1 reads, and where Pydantic 2 has them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.classes import lineage
from housestyle_core.facts.pydantic_fields import own_fields
from housestyle_core.finding import Span
from housestyle_core.fix.edit import Edit, Fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.facts.pydantic_validators import Validator
    from housestyle_core.fix.place import Place
    from housestyle_core.tree.context import Context

OPTIONS = {"allow_reuse", "pre", "skip_on_failure"}
NESTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def reads_of(
    name: str, function: ast.FunctionDef, place: Place, *, instead: str
) -> list[ast.Name] | None:
    """Where a function reads its parameter; None where another name cannot stand there.

    That is where it binds the one anew, knows the other, or reads it where no edit can be made.
    """
    nodes = [node for statement in function.body for node in ast.walk(statement)]
    uses = [node for node in nodes if isinstance(node, ast.Name) and node.id == name]
    if any(isinstance(node, ast.Name) and node.id == instead for node in nodes):
        return None
    if any(isinstance(node, ast.arg) and node.arg in (name, instead) for node in nodes):
        return None
    if any(isinstance(use.ctx, (ast.Store, ast.Del)) or not place.source(use) for use in uses):
        return None
    return uses


def is_called(function: ast.FunctionDef, owner: ast.AST, context: Context) -> bool:
    """Whether other code of the file calls a validator of a class, with the old arguments."""
    names = {"cls", "self", getattr(owner, "name", "")}
    return any(
        node.attr == function.name and isinstance(node.value, ast.Name) and node.value.id in names
        for node in context.file.nodes(ast.Attribute)
    )


def after_fix(
    node: ast.expr, function: ast.FunctionDef, found: Validator, place: Place
) -> Fix | None:
    """A validator of the whole model as a method of the validated one.

    None where it does more with the values than read fields of the class and return them. Where it
    also ran on what failed, `skip_on_failure` not being on, it is not safe.
    """
    owner, new = place.context.scope.node, place.name("pydantic", "model_validator", alone=True)
    reads = reads_of("values", function, place, instead="self")
    if (
        found.parameters != ["cls", "values"]
        or not found.is_plain
        or found.options.keys() - OPTIONS
    ):
        return None
    if new is None or not reads or len(function.decorator_list) > 1 or not _is_simple(function):
        return None
    if not isinstance(owner, ast.ClassDef) or is_called(function, owner, place.context):
        return None
    edits = list(_of_instance(reads, _fields(owner, place), place))
    if len(edits) < len(reads):
        return None
    edits += Edit(node, f'{new.text}(mode="after")'), Edit(_parameters(function), "self")
    if function.returns:
        edits.append(Edit(function.returns, f'"{owner.name}"'))
    return Fix(tuple(edits), new.imports, safe=found.says("skip_on_failure"))


def _parameters(function: ast.FunctionDef) -> Span:
    first, last = function.args.args
    end = last.end_lineno or last.lineno, last.end_col_offset or last.col_offset
    return Span(first.lineno, first.col_offset, *end)


def _is_simple(function: ast.FunctionDef) -> bool:
    """Whether a function has no other in it, does not use its class, and returns `values` alone."""
    nodes = [node for statement in function.body for node in ast.walk(statement)]
    returned = [node.value for node in nodes if isinstance(node, ast.Return)]
    return (
        bool(returned)
        and all(isinstance(value, ast.Name) and value.id == "values" for value in returned)
        and not any(isinstance(node, NESTED) for node in nodes)
        and not any(isinstance(node, ast.Name) and node.id == "cls" for node in nodes)
    )


def _of_instance(reads: list[ast.Name], fields: set[str], place: Place) -> Iterator[Edit]:
    """The edits of what reads a field by its name, and of what is returned."""
    parents = place.context.file.parents
    for read in reads:
        above = parents[read]
        match above:
            case ast.Return():
                yield Edit(read, "self")
            case ast.Subscript(slice=ast.Constant(value=str(key)), ctx=ast.Load()) if key in fields:
                yield Edit(above, f"self.{key}")
            case ast.Attribute(attr="get"):
                match call := parents[above]:
                    case ast.Call(args=[ast.Constant(value=str(key))], keywords=[]) if (
                        call.func is above and key in fields
                    ):
                        yield Edit(call, f"self.{key}")


def _fields(owner: ast.ClassDef, place: Place) -> set[str]:
    """The fields of a class, and of its bases in the file."""
    return {
        name
        for node, scope in lineage(owner, place.context.scope.parent or place.context.scope)
        for name, field in own_fields(node, place.context._replace(scope=scope.inner[node]))
        if "ClassVar" not in ast.unparse(field.annotation)
    }
