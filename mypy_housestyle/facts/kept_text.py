"""What the types of a module leave out of its classes and aliases, so that others hear of a change.

Defaults, aliases of fields, validators and the metadata of `Annotated` are not in mypy's types, so
mypy would not check the modules again that were judged by them. A digest of the text stands in a
variable that the source does not have (see `kept_variable`).
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import mypy.nodes as n

from mypy_housestyle.facts.contained import MODEL
from mypy_housestyle.facts.kept_variable import depend_on_variable, keep_in_variable
from mypy_housestyle.facts.shadows import text_path
from mypy_housestyle.walk import children

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mypy.checker import TypeChecker

KEPT_IN = "__housestyle_text__"
KEPT = {n.ClassDef, n.AssignmentStmt, n.TypeAliasStmt, n.IfStmt, n.TryStmt}


def keep_text(tree: n.MypyFile, checker: TypeChecker) -> None:
    """Let other modules know when a module's models and aliases change in more than their types."""
    keep_in_variable(KEPT_IN, _digest(tree), tree, checker)


def depend_on_text(modules: Iterable[str], tree: n.MypyFile, checker: TypeChecker) -> None:
    """Let mypy check a module again when what others have kept changes."""
    depend_on_variable(KEPT_IN, modules, tree, checker)


def _digest(tree: n.MypyFile) -> str:
    kept = [*_kept(tree.defs)]
    if not kept:
        return ""
    try:
        with open(text_path(tree.path), "rb") as file:
            lines = file.read().splitlines()
    except OSError:
        return ""
    text = b"\n".join([line for start, end in kept for line in lines[start - 1 : end]])
    return blake2b(text, digest_size=8).hexdigest()


def _kept(statements: Iterable[n.Statement]) -> Iterator[tuple[int, int]]:
    """The lines of the models and aliases, but for the bodies of methods."""
    for statement in statements:
        if type(statement) not in KEPT:
            continue
        match statement:
            case n.ClassDef(info=info) if info.has_base(MODEL):
                body = statement.defs.body
                yield statement.line, (body[0].line - 1 if body else statement.line)
                yield from ((each.line, _end(each)) for each in body)
            case n.AssignmentStmt(is_alias_def=True) | n.TypeAliasStmt():
                yield statement.line, _end(statement)
            case n.IfStmt() | n.TryStmt():
                blocks = [block for block in children(statement) if isinstance(block, n.Block)]
                for block in blocks:
                    yield from _kept([] if block.is_unreachable else block.body)


def _end(statement: n.Statement) -> int:
    """The last line of a statement; of a function, that before its body."""
    match statement:
        case n.FuncDef(body=body):
            return max(statement.line, body.line - 1)
        case n.Decorator(func=function):
            return max(function.line, function.body.line - 1)
    return statement.end_line or statement.line
