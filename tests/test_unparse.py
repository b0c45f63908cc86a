"""The fast way to write types and calls gives what `ast.unparse` gives."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from housestyle_core.tree.unparse import unparse

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    "source",
    [
        *("a", "a.b.c", "None", "f().b", "a[b]", "a.b[c.d, None]", "a[b,]", "a[()]", "a[*b, c]"),
        *("a[b:c]", "a['b']", "a[b | c]", "a[b][c]", "a[(b, c), d]", "a[[b], c]", "(a or b).c"),
        *("a(b, c=d)", "a(*b)", "a(**b)", "a(-1)", "a(1, 1.5, b'c', ...)", "a(b)(c)", "a(u'b')"),
        *("a('\\n')", 'a("\'")', "a((b for b in c))", "a(b=lambda: c)", "a(b=(c, d), e=[f])"),
        *("a | b | None", "a | (b | c)", "(a | b) & c", "a | b()", "(a | b).c", "(a | b)[c]"),
        *("a(b := c)", "a(**b or c, d=e if f else g)", "a(f'{b}', yield_=(yield))"),
        *("a[b := c]", "a[lambda: b]", "a[b if c else d, e]", "1 .real", "a[...]", "a[b, c[d]]"),
    ],
)
def test_expressions(source: str) -> None:
    node = ast.parse(source, mode="eval").body
    assert unparse(node) == ast.unparse(node)


def test_all_expressions_of_this_project() -> None:
    files = [*HERE.glob("*.py"), *(HERE.parent / "housestyle_core").rglob("*.py")]
    for file in files:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.expr):
                assert unparse(node) == ast.unparse(node)


def test_types_are_written_without_the_slow_way(monkeypatch: pytest.MonkeyPatch) -> None:
    node = ast.parse("dict[str, typing.Optional[a.B]]", mode="eval").body
    monkeypatch.delattr(ast, "unparse")
    assert unparse(node) == "dict[str, typing.Optional[a.B]]"
