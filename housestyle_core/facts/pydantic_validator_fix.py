"""Validators of Pydantic 1 as those of Pydantic 2."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.parameters import positional
from housestyle_core.facts.pydantic_always_fix import defaults_fix
from housestyle_core.facts.pydantic_validators import BEHIND_VALUE, DECORATORS, read_validator
from housestyle_core.facts.pydantic_values import after_fix, is_called, reads_of
from housestyle_core.finding import Span
from housestyle_core.fix.edit import Edit, Fix
from housestyle_core.fix.place import Name
from housestyle_core.fix.text import leading

if TYPE_CHECKING:
    from housestyle_core.facts.pydantic_validators import Validator
    from housestyle_core.fix.place import Place

FLAGS = {"allow_reuse", "always", "each_item", "pre", "skip_on_failure"}
VALIDATORS = {f"pydantic.{name}" for name in DECORATORS}
METHOD = 2
"""`cls` and the value."""


def validator_fix(node: ast.expr, name: str, place: Place) -> Fix | None:
    """What replaces a decorator, called or not, of this name of Pydantic 1."""
    match place.context.file.parents.get(node):
        case ast.FunctionDef() as function:
            if len(_validators(function, place)) > 1:
                return None
            found = read_validator(node, function)
            if name == "root_validator" and not found.says("pre"):
                return after_fix(node, function, found, place)
            fix = _method_fix(node, function, _decorator(name, found, place), place)
        case ast.Call(func=called, args=[ast.Name() as given], keywords=[]) if called is node:
            found = read_validator(node, _function(given, place))
            fix = _shared_fix(node, found, name, place)
        case _:
            return None
    if fix is None or not found.says("always"):
        return fix
    defaults = defaults_fix(found.fields, place)
    return defaults and defaults._replace(
        edits=fix.edits + defaults.edits, imports=fix.imports + defaults.imports
    )


def _validators(function: ast.FunctionDef, place: Place) -> list[ast.expr]:
    """The decorators of Pydantic 1 of a function, of which only the first one counted."""
    called = [getattr(one, "func", one) for one in function.decorator_list]
    return [one for one in called if place.context.resolve(one) in VALIDATORS]


def _decorator(name: str, found: Validator, place: Place) -> Name | None:
    """The new decorator; None where it has no word for what the old one says."""
    new = place.name("pydantic", DECORATORS[name], alone=True)
    taken = {*FLAGS, "check_fields"} if name == "validator" else FLAGS
    if new is None or found.options.keys() - taken:
        return None
    if found.says("each_item") or not all(map(found.is_known, FLAGS)):
        return None
    arguments = [_argument(field, place) for field in found.fields]
    if found.says("pre"):
        arguments.append('mode="before"')
    if check := found.options.get("check_fields"):
        source = place.source(check)
        arguments.append(source and f"check_fields={source}")
    written = ", ".join(filter(None, arguments))
    return None if None in arguments else Name(f"{new.text}({written})", new.imports)


def _argument(field: ast.expr, place: Place) -> str | None:
    """The name of a field, or a starred list of names, as it is written."""
    if isinstance(field, ast.Starred):
        return (names := place.source(field.value)) and f"*{names}"
    return place.source(field)


def _method_fix(
    node: ast.expr, function: ast.FunctionDef, new: Name | None, place: Place
) -> Fix | None:
    """A validator made a class method, as Pydantic 2 wants it; all else that it gets is `info`."""
    found = read_validator(node, function)
    if new is None or not found.is_plain or len(found.parameters) < METHOD:
        return None
    class_method = _class_method(node, function, place)
    if class_method is None:
        return None
    edits, imports = (Edit(node, new.text), *class_method), new.imports
    behind = [one for one, _ in positional(function.args)][METHOD:]
    if not behind:
        return Fix(edits, imports)
    if is_called(function, place.context.scope.node, place.context):
        return None
    info = place.name("pydantic", "ValidationInfo", alone=True)
    reads = [_info_edits(one.arg, function, place) for one in behind]
    if info is None or None in reads or not found.fields or function.args.posonlyargs:
        return None
    first, last = behind[0], behind[-1]
    end = last.end_lineno or last.lineno, last.end_col_offset or last.col_offset
    parameter = Edit(Span(first.lineno, first.col_offset, *end), f"info: {info.text}")
    data = (edit for found in reads for edit in found or ())
    return Fix((*edits, parameter, *data), imports + info.imports)


def _info_edits(name: str, function: ast.FunctionDef, place: Place) -> list[Edit] | None:
    """The edits of all reads of a parameter; None where `info` has nothing that is the same."""
    reads = reads_of(name, function, place, instead="info")
    if reads is None or name not in BEHIND_VALUE:
        return None
    if name == "values":
        return [Edit(read, "info.data") for read in reads]
    above = [place.context.file.parents[read] for read in reads]
    names = [node for node in above if isinstance(node, ast.Attribute) and node.attr == "name"]
    is_name = name == "field" and len(names) == len(reads)
    return [Edit(node, "info.field_name") for node in names] if is_name or not reads else None


def _function(given: ast.Name, place: Place) -> ast.AST | None:
    """The function of the file behind a name."""
    known = place.context.scope.find(given.id)
    return known[1][0].node if known and len(known[1]) == 1 else None


def _shared_fix(node: ast.expr, found: Validator, name: str, place: Place) -> Fix | None:
    """`validator("name")(strip)`, with a function of the file that takes the value alone."""
    new = _decorator(name, found, place)
    takes_value = len(found.parameters) == 1 or found.parameters[:-1] == ["cls"]
    if new is None or name != "validator" or not found.is_plain or not takes_value:
        return None
    return Fix((Edit(node, new.text),), new.imports)


def _class_method(
    node: ast.expr, function: ast.FunctionDef, place: Place
) -> tuple[Edit, ...] | None:
    """The edit that puts `@classmethod` below a decorator, around what others make of the function.

    None needed where it is there; None at all for a static method, and where it has no line.
    """
    decorators = function.decorator_list
    names = {place.context.resolve(decorator) for decorator in decorators}
    if "builtins.classmethod" in names:
        return ()
    below = decorators[decorators.index(node) + 1 :]
    line = min([function.lineno, *(decorator.lineno for decorator in below)])
    indent, text = leading(place.text.lines[line - 1]), place.text.lines[line - 1].lstrip()
    if "builtins.staticmethod" in names or not text.startswith(("@", "def")):
        return None
    return (Edit(Span(line, 0, line, 0), f"{indent}@classmethod\n"),)
