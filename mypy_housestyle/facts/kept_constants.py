"""What a module tells others of its strings, which may be parts of their paths.

mypy's interface of a module has the type of `ITEMS = "/items"` and not the text, so a module whose
routes have it in their paths would not hear of a change. Only strings with a part that begins with
a slash are told of: a change of any other one need not make mypy check the importers again.
"""

from __future__ import annotations

import ast
from hashlib import blake2b
from typing import TYPE_CHECKING

import mypy.nodes as n

from mypy_housestyle.facts.kept_variable import depend_on_variable, keep_in_variable
from mypy_housestyle.walk import children, descendants

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mypy.checker import TypeChecker

KEPT_IN = "__housestyle_constants__"


def is_kept(value: ast.expr | None) -> bool:
    """Whether others are told of a string that a module spells out like this."""
    if not isinstance(value, ast.Constant | ast.JoinedStr | ast.BinOp):
        return False
    found = [node.value for node in ast.walk(value) if isinstance(node, ast.Constant)]
    return _has_path(text for text in found if isinstance(text, str))


def keep_constants(tree: n.MypyFile, checker: TypeChecker) -> None:
    """Let other modules know when a string of this one changes."""
    keep_in_variable(KEPT_IN, _digest(tree), tree, checker)


def depend_on_constants(modules: Iterable[str], tree: n.MypyFile, checker: TypeChecker) -> None:
    """Let mypy check a module again when the strings of these others change."""
    depend_on_variable(KEPT_IN, modules, tree, checker)


def _digest(tree: n.MypyFile) -> str:
    text = "\n".join(_kept(tree.defs))
    return blake2b(text.encode(errors="surrogatepass"), digest_size=8).hexdigest() if text else ""


def _kept(statements: Iterable[n.Statement]) -> Iterator[str]:
    """The names and texts of the assignments that may say what a part of a path is."""
    for statement in statements:
        match statement:
            case n.AssignmentStmt(lvalues=[n.NameExpr(name=name)], rvalue=value):
                if _may_be_text(value) and (parts := _parts(value)):
                    yield " ".join((name, *parts))
            case n.IfStmt() | n.TryStmt():
                for block in children(statement):
                    yield from _kept(block.body if isinstance(block, n.Block) else ())


def _may_be_text(value: n.Expression) -> bool:
    """Whether an expression has the form of a string; mypy makes calls of f-strings."""
    match value:
        case n.StrExpr() | n.OpExpr():
            return True
        case n.CallExpr(callee=n.MemberExpr(expr=n.StrExpr())):
            return True
    return False


def _parts(value: n.Expression) -> list[str]:
    """The strings and names in an expression; none where no string is part of a path."""
    nodes = [*descendants(value)]
    texts = [node.value for node in nodes if isinstance(node, n.StrExpr)]
    names = [node.name for node in nodes if isinstance(node, n.NameExpr | n.MemberExpr)]
    return [*map(repr, texts), *names] if _has_path(texts) else []


def _has_path(texts: Iterable[str]) -> bool:
    return any(text.startswith("/") for text in texts)
