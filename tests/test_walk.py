"""What the walk says of names, annotations and places."""

from __future__ import annotations

import ast
import sys
from textwrap import dedent

import pytest

from housestyle_core.tree.walk import walk

since_312 = pytest.mark.skipif(sys.version_info < (3, 12), reason="the syntax of Python 3.12")
since_313 = pytest.mark.skipif(sys.version_info < (3, 13), reason="the syntax of Python 3.13")


def meanings(source: str) -> list[str | None]:
    """What the argument of each call `see(…)` stands for, in source order."""
    text = dedent(source)
    walked = walk(ast.parse(text), text.splitlines(keepends=True))
    found = [
        (call.lineno, call.col_offset, scope.resolve(call.args[0]))
        for nodes, scope, *_ in walked.regions
        for call in nodes
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "see"
    ]
    return [meaning for *_, meaning in sorted(found)]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("see(open)", "builtins.open"),
        ("see(nothing)", None),
        ("import a.b\nsee(a.b.c)", "a.b.c"),
        ("import a.b as c\nsee(c.d)", "a.b.d"),
        ("import a, a.b\nsee(a.b)", "a.b"),
        ("from a import b\nsee(b.c)", "a.b.c"),
        ("from a.b import c as d\nsee(d)", "a.b.c"),
        ("from . import b\nsee(b)", ".b"),
        ("from ..a import b\nsee(b.c)", "..a.b.c"),
        ("from a import *\nsee(b)", None),
        ("see(f().g)", None),
        ("see(a[0])", None),
        ("import time\nsleep = time.sleep\nsee(sleep)", "time.sleep"),
        ("import time\npause: object = time.sleep\nsee(pause)", "time.sleep"),
        ("import a\nx = y = a.b\nsee(y.c)", "a.b.c"),
        ("import a\nx = a\ny = x\nz = y\nsee(z.b)", "a.b"),
        ("import a\nx, y = a, a\nsee(y)", "a"),
        ("import a\nif (x := a.b): see(x)", "a.b"),
        ("import a\nx = a\nx += 1\nsee(x)", None),
        ("import a\nfor a in []: pass\nsee(a)", None),
        ("import a\nwith open() as a: see(a)", None),
        ("import a\nwith open() as (a, b): see(a)", None),
        ("import a\ntry: pass\nexcept E as a: see(a)", None),
        ("import a\ntry: pass\nexcept* E as a: see(a)", None),
        ("import a\ndef a(): ...\nsee(a)", None),
        ("import a\nclass a: ...\nsee(a)", None),
        ("import a\n[*a] = []\nsee(a)", None),
        ("import a\na.b = 1\nsee(a.b)", "a.b"),
        ("import a\nsee(a)\ndel a", "a"),
        ("see(a)\nimport a", "a"),
        ("def open(): ...\nsee(open)", None),
        ("x = x.a\nx = x.b\nsee(x)", None),
        ("a = b\nb = a\nsee(a)", None),
        ("global x\nimport a as x\nsee(x)", "a"),
    ],
)
def test_names_at_the_top(source: str, wanted: str | None) -> None:
    assert meanings(source) == [wanted]


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("a", None),
        ("[a, *_]", None),
        ("[*a]", None),
        ("{'k': 1, **a}", None),
        ("{'k': a}", None),
        ("C(x=a)", None),
        ("1 as a", None),
        ("(1 | 2) as a", None),
        ("a.b", "a"),
        ("a()", "a"),
    ],
)
def test_names_that_a_pattern_binds(pattern: str, wanted: str | None) -> None:
    source = f"import a\nmatch x:\n    case {pattern}:\n        see(a)\n"
    assert meanings(source) == [wanted]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("try:\n import a\nexcept ImportError:\n a = None\nsee(a.b)", "a.b"),
        ("try:\n import fast as a\nexcept ImportError:\n import slow as a\nsee(a)", None),
        ("try:\n import x.a as a\nexcept ImportError:\n from x import a\nsee(a)", "x.a"),
        ("try:\n from x import a\nexcept ImportError:\n def a(): ...\nsee(a)", None),
        ("a = None\nsee(a)", None),
        ("if T:\n from x import a\nelse:\n a = None\nsee(a)", "x.a"),
    ],
)
def test_fallbacks(source: str, wanted: str | None) -> None:
    assert meanings(source) == [wanted]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("import a\ndef f(): see(a)", ["a"]),
        ("import a\ndef f(a): see(a)", [None]),
        ("import a\ndef f(*a): see(a)", [None]),
        ("import a\ndef f(**a): see(a)", [None]),
        ("import a\ndef f(x, /, *, a): see(a)", [None]),
        ("import a\ndef f(a=see(a)): ...", ["a"]),
        ("import a\n@see(a)\ndef f(a) -> see(a): ...", ["a", "a"]),
        ("import a\ndef f(a: see(a)): ...", ["a"]),
        ("import a\nf = lambda a, b=see(a): see(a)", ["a", None]),
        ("def f():\n import a\nsee(a)", [None]),
        ("def f():\n import a\n def g(): see(a)", ["a"]),
        ("import a\nclass C:\n a = 1\n see(a)\n def m(self): see(a)", [None, "a"]),
        ("import a\nclass C:\n a = 1\n x = [see(a) for _ in see(a)]", ["a", None]),
        ("import a\nclass C:\n a = 1\n x = lambda: see(a)", ["a"]),
        ("import a\nclass a(see(a)): ...", [None]),
        ("import a\nx = [see(a) for a in see(a)]\nsee(a)", [None, "a", "a"]),
        ("import a\nx = {see(a): 1 for b in y for a in see(a) if see(a)}", [None, None, None]),
        ("import a\nx = [a := b for b in c]\nsee(a)", [None]),
        ("import a\nx = [[(a := b) for b in c] for c in d]\nsee(a)", [None]),
        ("import a\nx = lambda: (a := 1)\nsee(a)", ["a"]),
        ("import a\ndef f():\n global a\n a = 1\nsee(a)", [None]),
        ("def f():\n global a\n import a\nsee(a)", ["a"]),
        ("import b\ndef f(b):\n global a\n a = b\nsee(a)", [None]),
        ("import a\ndef f():\n a = 1\n def g():\n  global a\n  see(a)", ["a"]),
        ("import a\ndef f(a):\n def g():\n  global a\n  def h(): see(a)", ["a"]),
        ("import a\ndef f():\n def g():\n  nonlocal a\n  a = 1\n see(a)\n import a", [None]),
        (
            "import a\ndef f():\n def g():\n  nonlocal a\n  see(a)\n import b as a\nsee(a)",
            ["b", "a"],
        ),
        (
            "def f():\n import a\n class C:\n  a = 1\n  def m(s):\n   nonlocal a\n   see(a)",
            ["a"],
        ),
        (
            "def f():\n import a\n def g():\n  def h():\n   nonlocal a\n   a = 1\n  see(a)",
            [None],
        ),
    ],
)
def test_scopes(source: str, wanted: list[str | None]) -> None:
    assert sorted(map(str, meanings(source))) == sorted(map(str, wanted))


@since_312
@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("import T\ndef f[T](x: see(T)) -> see(T): see(T)\nsee(T)", [None, None, None, "T"]),
        ("import T\nclass C[T](see(T)):\n see(T)\n def m(self): see(T)", [None, None, None]),
        ("import T\nclass C[*T]: see(T)", [None]),
        ("import T\ndef f[**T](): see(T)", [None]),
        ("import T\ntype X[T] = see(T)\nsee(T)", [None, "T"]),
        ("import X\ntype X = int\nsee(X)", [None]),
        ("import a\nclass C:\n import b as a\n def m[T](self, x: see(a)): see(a)", ["b", "a"]),
        ("import a\n@see(a)\ndef f[a](x=1): ...", ["a"]),
    ],
)
def test_type_parameters(source: str, wanted: list[str | None]) -> None:
    assert meanings(source) == wanted


def test_many_aliases_of_themselves_take_no_time() -> None:
    steps = "".join(f"node = node.n{number}\n" for number in range(200))
    assert meanings(f"import node\n{steps}see(node)") == [None]
    chain = "".join(f"x{number + 1} = x{number}\n" for number in range(5000))
    assert meanings(f"import x0\n{chain}see(x3)\nsee(x5000)") == ["x0", None]


def types(source: str) -> list[tuple[str, bool]]:
    """Each name that is (part of) a type annotation, with whether it is quoted, in source order.

    The text is that of the source at the place which the walk gives the name.
    """
    lines = source.splitlines(keepends=True)
    walked = walk(ast.parse(source), lines)
    found = [
        (node.lineno, node.col_offset, ast.get_source_segment(source, node) or "", quoted)
        for nodes, _, in_annotation, quoted in walked.regions
        for node in nodes
        if in_annotation and isinstance(node, ast.Name)
    ]
    return [(text, quoted) for *_, text, quoted in sorted(found)]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("x: A = B", ["A"]),
        ("def f(a: A, /, b: B = C, *c: D, d: E, **e: F) -> G: H", list("ABDEFG")),
        ("async def f(a: A) -> B: ...", ["A", "B"]),
        ("class C(D):\n    x: A", ["A"]),
        ("x: A[B, C | D]", list("ABCD")),
        ("x: Literal[A, 'B']", ["Literal"]),
        ("x: t.Literal['B'] | A", ["t", "A"]),
        ("x: Annotated[A, B, 'C', d(E)]", ["Annotated", "A"]),
        ("x: Annotated[Annotated[A, B] | C, D]", ["Annotated", "Annotated", "A", "C"]),
        ("for x in A: ...", []),
        ("cast(A, b)", []),
    ],
)
def test_what_is_a_type(source: str, wanted: list[str]) -> None:
    assert types(source) == [(name, False) for name in wanted]


@pytest.mark.parametrize(
    ("annotation", "wanted"),
    [
        ("'A'", ["A"]),
        ('"A[B, C]"', ["A", "B", "C"]),
        ("' A | B'", ["A", "B"]),
        ("'Ä[Öl]'", ["Ä", "Öl"]),
        ("'''A'''", ["A"]),
        ("r'A'", ["A"]),
        ("'A' 'B'", ["'A' 'B'"]),
        (r"'\x41'", [r"'\x41'"]),
        ("'A  # why'", ["A"]),
        ("'not a type at all'", []),
        ("'A\\0'", []),
        ("''", []),
        ("'('", []),
        ("\"Literal['A', B]\"", ["Literal"]),
        ("\"Annotated[A, 'B', C]\"", ["Annotated", "A"]),
        ("\"A['B']\"", ["A", "B"]),
    ],
)
def test_quoted_types_stand_where_they_are_written(annotation: str, wanted: list[str]) -> None:
    before = "ä = 1; x: list["
    found = types(f"{before}{annotation}] = 1\n")
    assert found == [("list", False), *((name, True) for name in wanted)]


def test_a_quoted_type_over_several_lines() -> None:
    found = types("x: '''\n  A[\n  B]\n'''\n")
    assert found == [("A", True), ("B", True)]


def test_metadata_in_a_quoted_type_is_quoted_too() -> None:
    source = "x: 'Annotated[A, f(B)]'\n"
    walked = walk(ast.parse(source), [source])
    assert [
        (node.id, *flags)
        for nodes, _, *flags in walked.regions
        for node in nodes
        if isinstance(node, ast.Name)
    ] == [
        ("x", False, False),
        ("Annotated", True, True),
        ("A", True, True),
        ("f", False, True),
        ("B", False, True),
    ]


@since_312
def test_bounds_and_aliases_are_types() -> None:
    assert types("def f[T: A](x: T): ...") == [("A", False), ("T", False)]
    assert types("class C[T: (A, B)]: ...") == [("A", False), ("B", False)]
    assert types("type X[T: A] = B[T]") == [(name, False) for name in "ABT"]


@since_313
def test_defaults_of_type_parameters_are_types() -> None:
    assert types("class C[T = A, *U = B]: ...") == [("A", False), ("B", False)]


def test_every_node_has_a_parent_and_is_seen_once() -> None:
    source = (
        "@d\nclass C(B, m=M):\n    def f(self, a: 'A' = 1, *b, **c) -> R: return [x for x in a]\n"
    )
    tree = ast.parse(source)
    walked = walk(tree, source.splitlines(keepends=True))
    nodes = [node for region in walked.regions for node in region.nodes]
    seen = [id(node) for node in nodes]
    assert len(seen) == len(set(seen))
    leaves = (ast.expr_context, ast.operator)
    assert {id(node) for node in ast.walk(tree) if not isinstance(node, leaves)} <= set(seen)
    for node in nodes:
        assert node in walked.parents or node is tree
