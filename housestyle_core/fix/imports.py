"""Imports that fixes need, put where a reader looks for them."""

from __future__ import annotations

import ast
import sys
from itertools import groupby, takewhile
from typing import TYPE_CHECKING

from housestyle_core.finding import Span
from housestyle_core.fix.edit import Edit, Import
from housestyle_core.fix.text import first_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from housestyle_core.tree.context import File

FUTURE = "__future__"
IMPORTS = (ast.Import, ast.ImportFrom)
DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
Statement = ast.Import | ast.ImportFrom
Key = tuple[int, bool, str]


def import_edits(wanted: Iterable[Import], file: File) -> list[Edit]:
    """The edits that add imports to a module, sorted in where those it has are sorted."""
    top = _imports_at_top(file.tree)
    edits: list[Edit] = []
    new: list[tuple[Key, str]] = []
    for module in sorted({item.module for item in wanted}):
        names = sorted(item.name for item in wanted if item.module == module)
        if "" in names:
            new.append((_key(module, file), f"import {module}"))
        if names := [name for name in names if name]:
            same = [one for one in top if isinstance(one, ast.ImportFrom) and _is_from(one, module)]
            if same:
                edits += [_alias(name, same[0], file) for name in names]
            else:
                text = f"from {module} import {', '.join(names)}"
                new.append((_key(module, file, is_from=True), text))
    return edits + _statements(sorted(new), top, file)


def _imports_at_top(tree: ast.Module) -> list[Statement]:
    """The imports that a module starts with, but for those in blocks."""
    head = takewhile(
        lambda node: isinstance(node, (*IMPORTS, ast.If, ast.Try, ast.Expr)), tree.body
    )
    return [node for node in head if isinstance(node, IMPORTS)]


def _is_from(node: ast.ImportFrom, module: str) -> bool:
    return (node.module, node.level) == (module, 0) and node.names[0].name != "*"


def _alias(name: str, node: ast.ImportFrom, file: File) -> Edit:
    """The edit that adds a name to `from … import …`, on a line of its own where each has one."""
    key = _order(node)
    later = next((alias for alias in node.names if key(alias.name) > key(name)), None)
    last = node.names[-1]
    owns_line = last.lineno > node.lineno and _stands_first(last, file)
    if later is None and owns_line and "#" in file.lines[last.lineno - 1]:
        later = last  # the comment behind the last name is about that name
    if later is None:
        end = last.end_lineno or last.lineno, last.end_col_offset or 0
        indent = "\n" + " " * last.col_offset if owns_line else " "
        return Edit(Span(*end, *end), f",{indent}{name}")
    indent = "\n" + " " * later.col_offset if _stands_first(later, file) else " "
    start = later.lineno, later.col_offset
    return Edit(Span(*start, *start), f"{name},{indent}")


def _order(node: ast.ImportFrom) -> Callable[[str], tuple[int, str]]:
    """How the names of a statement are sorted: constants, classes and others, or all together."""
    names = [alias.name for alias in node.names]
    return _by_kind if names == sorted(names, key=_by_kind) else _by_name


def _by_kind(name: str) -> tuple[int, str]:
    is_constant = name.isupper() and len(name) > 1
    return 0 if is_constant else 1 if name[:1].isupper() else 2, name.lower()


def _by_name(name: str) -> tuple[int, str]:
    return 0, name.lower()


def _stands_first(alias: ast.alias, file: File) -> bool:
    return not file.lines[alias.lineno - 1].encode()[: alias.col_offset].strip()


def _statements(new: list[tuple[Key, str]], top: list[Statement], file: File) -> list[Edit]:
    """The edits that add whole statements, each to its section of the imports."""
    by_place: dict[Statement | None, list[tuple[Key, str]]] = {}
    for key, text in new:
        place = next((node for node in top if _key_of(node, file) > key), None)
        by_place.setdefault(place, []).append((key, text))
    return [_block(items, place, top, file) for place, items in by_place.items()]


def _block(
    items: list[tuple[Key, str]], place: Statement | None, top: list[Statement], file: File
) -> Edit:
    """The edit that puts statements in front of an import, or behind the last one."""
    sections = [[text for _, text in found] for _, found in groupby(items, lambda item: item[0][0])]
    block = "\n\n".join(map("\n".join, sections))
    if place is not None:
        blank = "" if _key_of(place, file)[0] == items[-1][0][0] else "\n"
        return Edit(Span(place.lineno, 0, place.lineno, 0), f"{block}\n{blank}")
    if top:
        blank = "" if _key_of(top[-1], file)[0] == items[0][0][0] else "\n"
        return _behind(top[-1], f"{blank}{block}\n", file)
    return _without_others(block, file)


def _key_of(node: Statement, file: File) -> Key:
    match node:
        case ast.ImportFrom(module=module, level=0):
            return _key(module or "", file, is_from=True)
        case ast.ImportFrom():
            return 4, True, ""
    return _key(node.names[0].name, file)


def _key(module: str, file: File, *, is_from: bool = False) -> Key:
    """Where the import of a module is sorted in: its section first."""
    return _group(module, file), is_from, module.lower()


def _group(module: str, file: File) -> int:
    """The section of a module: `__future__`, the standard library, others, the project's own."""
    top = module.partition(".")[0]
    if top == FUTURE:
        return 0
    if top in sys.stdlib_module_names:
        return 1
    return 3 if top in file.settings.first_party.value else 2


def _without_others(text: str, file: File) -> Edit:
    """The edit that makes a statement the module's first import: behind its docstring."""
    body = file.tree.body
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        return _behind(body[0], f"\n{text}\n", file)
    line = first_line(body[0], file.lines)
    if line == 1:  # what the file starts with is about the file
        line = body[0].lineno
    blank = "\n\n" if isinstance(body[0], DEFINITIONS) else "\n"
    return Edit(Span(line, 0, line, 0), f"{text}\n{blank}")


def _behind(node: ast.stmt, text: str, file: File) -> Edit:
    """The edit that puts lines behind the last line of a statement."""
    last = node.end_lineno or node.lineno
    if last == len(file.lines) and not file.lines[-1].endswith("\n"):
        end = len(file.lines[-1].encode())
        return Edit(Span(last, end, last, end), "\n" + text.removesuffix("\n"))
    return Edit(Span(last + 1, 0, last + 1, 0), text)
