"""Imports that a module used before its fixes and does not use any more."""

from __future__ import annotations

import ast
import os
import re
from collections import Counter
from typing import TYPE_CHECKING

from housestyle_core.facts.packages import INIT_FILES
from housestyle_core.finding import Span
from housestyle_core.fix.edit import Edit
from housestyle_core.record import Record
from housestyle_core.tree.annotations import parse_type
from housestyle_core.tree.walk import walk

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from housestyle_core.fix.text import Text
    from housestyle_core.tree.scopes import Binding, Scope

IMPORTS = (ast.Import, ast.ImportFrom)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
TYPING_CALLS = {"cast", "TypeVar", "NewType", "ForwardRef", "NamedTuple", "TypedDict"}
KEPT = re.compile(r"#.*\b(noqa|isort)\b", re.IGNORECASE)
NAME = re.compile(r"(?<![\w.])\w+")
Key = tuple[tuple[str, ...], str]


class Names(Record):
    """The import bindings of a module, and the names that it uses, each with its scope."""

    imported: dict[Key, list[Binding]]
    used: set[Key]
    parents: dict[ast.AST, ast.AST]


def unused_edits(
    path: str, before: tuple[Text, ast.Module], text: Text, tree: ast.Module
) -> list[Edit]:
    """The edits that take out of a module the imports that only `before` used."""
    mentions = _mentions(text)
    rarer = (_mentions(before[0]) - mentions).keys() & mentions.keys()
    if not rarer or os.path.basename(path) in INIT_FILES:
        return []
    old, new = _names(*before, rarer), _names(text, tree, rarer)
    gone: dict[ast.stmt, set[str]] = {}
    for key, bindings in new.imported.items():
        if key in old.used and key not in new.used and len(bindings) == 1:
            node = bindings[0].node
            assert isinstance(node, IMPORTS)
            if _may_go(node, key[1], new, text):
                gone.setdefault(node, set()).add(key[1])
    return [edit for node, names in gone.items() for edit in _edits(node, names, new, text)]


def _mentions(text: Text) -> Counter[str]:
    return Counter(NAME.findall(text.raw))


def _names(text: Text, tree: ast.Module, wanted: Container[str]) -> Names:
    """What a module imports and uses under the `wanted` names."""
    walked = walk(tree, text.lines)
    names = Names({}, set(), walked.parents)
    for nodes, scope, *_ in walked.regions:
        for node in nodes:
            for used in _used_by(node, walked.parents):
                if used in wanted and (found := scope.find(used)):
                    names.used.add((_path(found[0]), used))
            if isinstance(node, IMPORTS):
                for bound in map(_bound, node.names):
                    if bound in wanted and (found := scope.find(bound)):
                        names.imported[_path(found[0]), bound] = found[1]
    return names


def _used_by(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> Iterator[str]:
    """The names that a node uses: itself, or in a string that is a type or a name to export."""
    match node:
        case ast.Name(id=name, ctx=ast.Load() | ast.Del()):
            yield name
        case ast.Constant(value=str(text)) if _may_be_type(node, parents):
            expression = parse_type(text)
            for inner in ast.walk(expression) if expression else ():
                if isinstance(inner, ast.Name):
                    yield inner.id


def _may_be_type(node: ast.Constant, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a string is part of `cast("User", x)`, `Rows = List["Row"]`, `__all__ = ["Row"]`."""
    above = parents.get(node)
    while isinstance(above, (ast.expr, ast.keyword)):
        match above:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                return name in TYPING_CALLS
            case ast.Subscript(value=ast.Name(id=name) | ast.Attribute(attr=name)):
                return name[:1].isupper() or name in {"dict", "list", "set", "tuple", "type"}
        above = parents.get(above)
    match above:
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.AnnAssign(target=ast.Name(id="__all__")) | ast.AugAssign():
            return True
    return False


def _path(scope: Scope) -> tuple[str, ...]:
    return tuple(getattr(around.node, "name", "") for around in scope.enclosing())


def _bound(alias: ast.alias) -> str:
    return alias.asname or alias.name.partition(".")[0]


def _may_go(node: ast.stmt, name: str, names: Names, text: Text) -> bool:
    """Whether an import is there for this module's own use, and stands where it can go alone."""
    aliases = [alias for alias in getattr(node, "names", ()) if _bound(alias) == name]
    if len(aliases) != 1 or aliases[0].name == aliases[0].asname:
        return False
    lines = text.lines[node.lineno - 1 : node.end_lineno]
    if any(KEPT.search(line) for line in lines):
        return False
    if re.search(rf"#\s*type:.*\b{re.escape(name)}\b", text.raw):
        return False
    match names.parents[node]:
        case ast.Module() | ast.FunctionDef() | ast.AsyncFunctionDef():
            return True
        case ast.If(test=ast.Name(id=test) | ast.Attribute(attr=test)):
            return test == "TYPE_CHECKING"
    return False


def _edits(node: ast.stmt, gone: set[str], names: Names, text: Text) -> Iterator[Edit]:
    assert isinstance(node, IMPORTS)
    if all(_bound(alias) in gone for alias in node.names):
        yield _without_statement(node, names.parents[node], text)
        return
    own_lines = all(_has_own_line(alias, node, text) for alias in node.names)
    for number, alias in enumerate(node.names):
        if _bound(alias) not in gone:
            continue
        last = alias.end_lineno or alias.lineno
        if own_lines:
            yield Edit(Span(alias.lineno, 0, last + 1, 0), "")
        elif any(_bound(later) not in gone for later in node.names[number:]):
            after = node.names[number + 1]
            yield Edit(Span(alias.lineno, alias.col_offset, after.lineno, after.col_offset), "")
        else:
            before = node.names[number - 1]
            line, column = before.end_lineno or before.lineno, before.end_col_offset or 0
            yield Edit(Span(line, column, last, alias.end_col_offset or 0), "")


def _has_own_line(alias: ast.alias, node: ast.stmt, text: Text) -> bool:
    """Whether a name and its comma have a line to themselves, but for a comment."""
    before = text.lines[alias.lineno - 1].encode()[: alias.col_offset]
    return (
        alias.lineno > node.lineno
        and not before.strip()
        and bool(re.match(r"\s*,\s*(#|$)", _behind(alias, text)))
    )


def _behind(alias: ast.alias, text: Text) -> str:
    last = alias.end_lineno or alias.lineno
    return text.lines[last - 1].encode()[alias.end_col_offset or 0 :].decode()


def _without_statement(node: ast.stmt, around: ast.AST, text: Text) -> Edit:
    """The edit that takes out a statement, with the block that has no other."""
    body = getattr(around, "body", [])
    if body == [node] and isinstance(around, ast.If) and not around.orelse:
        node = around
    elif body == [node] and not isinstance(around, ast.Module):
        return Edit(node, "pass")
    first, last = node.lineno, node.end_lineno or node.lineno
    before = text.lines[first - 1].encode()[: node.col_offset]
    after = text.lines[last - 1].encode()[node.end_col_offset or 0 :].decode()
    if before.strip():
        column = before.rstrip().rstrip(b";").rstrip()
        return Edit(Span(first, len(column), last, node.end_col_offset or 0), "")
    if rest := re.match(r"\s*;\s*(?=[^\s#])", after):
        end = (node.end_col_offset or 0) + len(rest[0].encode())
        return Edit(Span(first, node.col_offset, last, end), "")
    return Edit(Span(first, 0, last + 1 + _blank_lines(first, last, text), 0), "")


def _blank_lines(first: int, last: int, text: Text) -> int:
    """How many blank lines below a statement go with it: those above are enough."""
    above = first - 1
    while above > 0 and not text.lines[above - 1].strip():
        above -= 1
    blank_above = first - 1 - above
    below = last
    while below < len(text.lines) and not text.lines[below].strip():
        below += 1
    blank_below = below - last
    return blank_below if above == 0 else min(blank_above, blank_below)
