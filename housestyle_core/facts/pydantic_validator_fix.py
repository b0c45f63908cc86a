"""Validators of Pydantic 1 as those of Pydantic 2."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.pydantic_validators import DECORATORS, read_validator
from housestyle_core.facts.pydantic_values import after_fix, reads_of
from housestyle_core.finding import Span
from housestyle_core.fix.edit import Edit, Fix
from housestyle_core.fix.place import Name

if TYPE_CHECKING:
    from housestyle_core.facts.pydantic_validators import Validator
    from housestyle_core.fix.place import Place

FLAGS = {"allow_reuse", "always", "each_item", "pre", "skip_on_failure"}
METHOD = 2
"""`cls` and the value."""


def validator_fix(node: ast.expr, name: str, place: Place) -> Fix | None:
    """What replaces a decorator, called or not, of this name of Pydantic 1."""
    match place.context.file.parents.get(node):
        case ast.FunctionDef() as function:
            found = read_validator(node, function)
            if name == "root_validator" and not found.says("pre"):
                return after_fix(node, function, found, place)
            return _method_fix(node, function, _decorator(name, found, place), place)
        case ast.Call(func=called, args=[ast.Name() as given], keywords=[]) if called is node:
            return _shared_fix(node, given, name, place)
    return None


def _decorator(name: str, found: Validator, place: Place) -> Name | None:
    """The new decorator; None where it has no word for what the old one says."""
    new = place.name("pydantic", DECORATORS[name], alone=True)
    taken = {*FLAGS, "check_fields"} if name == "validator" else FLAGS
    if new is None or found.options.keys() - taken or found.says("always"):
        return None
    if found.says("each_item") or not all(map(found.is_known, FLAGS)):
        return None
    arguments = [place.source(field) or "" for field in found.fields]
    if found.says("pre"):
        arguments.append('mode="before"')
    if check := found.options.get("check_fields"):
        arguments.append(f"check_fields={place.source(check)}")
    return Name(f"{new.text}({', '.join(arguments)})", new.imports)


def _method_fix(
    node: ast.expr, function: ast.FunctionDef, new: Name | None, place: Place
) -> Fix | None:
    """A validator made a class method, as Pydantic 2 wants it; other values come in `info.data`."""
    found = read_validator(node, function)
    others = found.parameters[METHOD:]
    if new is None or not found.is_plain or len(found.parameters) < METHOD:
        return None
    edits, imports = (Edit(node, new.text), *class_method(function, place)), new.imports
    if others == ["values"] and found.fields:
        info = place.name("pydantic", "ValidationInfo", alone=True)
        reads = reads_of("values", function, place, instead="info")
        if info is None or reads is None:
            return None
        parameter = Edit(function.args.args[-1], f"info: {info.text}")
        data = (Edit(read, "info.data") for read in reads)
        return Fix((*edits, parameter, *data), imports + info.imports)
    return None if others else Fix(edits, imports)


def _shared_fix(node: ast.expr, given: ast.Name, name: str, place: Place) -> Fix | None:
    """`validator("name")(strip)`, with a function of the file that takes the value alone."""
    known = place.context.scope.find(given.id)
    function = known[1][0].node if known and len(known[1]) == 1 else None
    found = read_validator(node, function)
    new = _decorator(name, found, place)
    takes_value = len(found.parameters) == 1 or found.parameters[:-1] == ["cls"]
    if new is None or name != "validator" or not found.is_plain or not takes_value:
        return None
    return Fix((Edit(node, new.text),), new.imports)


def class_method(function: ast.FunctionDef, place: Place) -> tuple[Edit, ...]:
    """The edit that puts `@classmethod` directly above the function, if it is none."""
    names = {place.context.resolve(decorator) for decorator in function.decorator_list}
    if "builtins.classmethod" in names:
        return ()
    line = function.lineno
    indent = place.text.lines[line - 1][: function.col_offset]
    return (Edit(Span(line, 0, line, 0), f"{indent}@classmethod\n"),)
