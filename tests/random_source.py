"""Random modules: every statement and expression that Python has, around names that rules know."""

from __future__ import annotations

import textwrap

from hypothesis import strategies as st

NAMES = st.sampled_from(
    [
        *("x", "é", "self", "open", "time", "json", "os", "print", "dict", "Optional", "List"),
        *("Union", "BaseModel", "router", "requests", "Exception", "None", "ProductoÑ", "_"),
    ]
)
TARGETS = st.sampled_from(["x", "é", "y.z", "d[k]", "(a, *b)", "[c]", "json", "open"])
IMPORTS = st.sampled_from(
    [
        *("import os, json as j", "import time", "from typing import *", "from . import a as b"),
        *("from typing import List, Optional as O, Union", "from ..x import y", "import a.b.c"),
        *("from pydantic import BaseModel", "from fastapi import APIRouter; router = APIRouter()"),
    ]
)
CONSTANTS = st.sampled_from(
    [
        *("1", "1.5j", "'é😀'", "b'x'", "...", "True", "'List[int]'", "'Optional[\"x\"]'", "''"),
        *("'a' 'b'", r"'\N{BULLET}'", "'''a\nb'''", "f'{x!r:>{y}}'", "f'é{json.loads(x)}'"),
    ]
)


def filled(*templates: str, **parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """One of the templates, each of its fields with a text of the strategy of that name."""

    def fill(values: dict[str, str], template: str) -> str:
        for name, value in values.items():
            template = template.replace(f"<{name}>", value)
        return template

    return st.builds(fill, st.fixed_dictionaries(parts), st.sampled_from(templates))


def _larger_expressions(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return filled(
        *("<a>.<n>", "<a>[<b>]", "<a>[<b>:<c>, ...]", "<a>(<b>, *<c>, k=<a>, **<b>)", "<a>()"),
        *("(<a> + <b>)", "(<a> | <b>)", "(not <a>)", "-<a>", "(<a> < <b> is not <c>)", "(yield)"),
        *("(<a> and <b> or <c>)", "(<a> if <b> else <c>)", "(lambda n, m=<a>, *r: <b>)"),
        *("[<a>, <b>]", "(<a>, *<b>)", "{<a>, <b>}", "{<a>: <b>, **<c>}", "(n := <a>)"),
        *("[<a> for n in <b> if <c>]", "{<a>: n for n, m in <b> for o in <c>}", "(await <a>)"),
        *("{*<a>}", "(<a> async for n in <b>)", "(yield from <a>)", "[(<a>\n,) for x in <b>]"),
        *("Union[<a>, None]", "Optional[<a>]", "Annotated[<a>, <b>]", "<n>.<n>(<a>)"),
        *("json.loads(<a>)", "time.sleep(<a>)", "os.environ[<a>]", "os.getenv(<a>)"),
        a=inner,
        b=inner,
        c=inner,
        n=NAMES.filter(lambda name: name != "None"),
    )


EXPRESSIONS = st.recursive(NAMES | CONSTANTS, _larger_expressions, max_leaves=6)
SIMPLE = (
    filled(
        *("<e>", "<t> = <e>", "<t> = q = <f>", "x: <e> = <f>", "self.x: <e>", "x += <e>", "del x"),
        *("return <e>", "raise <e> from <f>", "assert <e>, <f>", "pass", "global x, g", "raise"),
        *("nonlocal é", "x: TypeAlias = <e>", "x: 'List[int]'", "return", "type('X', (), <e>)"),
        t=TARGETS,
        e=EXPRESSIONS,
        f=EXPRESSIONS,
    )
    | IMPORTS
)
BLOCKS = (
    *("if <e>:\n<b>\nelif <f>:\n<c>\nelse:\n<b>", "for x, *y in <e>:\n<b>\nelse:\n<c>"),
    *("while <e>:\n<b>", "with <e> as (p, q), <f>:\n<b>", "async with <e> as x:\n<b>"),
    *("async for x in <e>:\n<b>", "try:\n<b>\nexcept (<e>) as err:\n<c>\nelse:\n<b>"),
    *("try:\n<b>\nexcept:\n<c>\nfinally:\n<b>", "try:\n<b>\nexcept* <e>:\n<c>"),
    "@<e>\ndef f(a: <f>, /, b: <e> = <f>, *c: int, d=<e>, **k: <f>) -> <e>:\n<b>",
    *("async def g(self, x=<e>) -> <f>:\n<b>", "def h(a: 'List[x.y]') -> 'x | None':\n<b>"),
    *("@<e>\nclass C(<e>, metaclass=<f>):\n<b>", "class D(BaseModel):\n<b>", "class E:\n<b>"),
    "match <e>:\n    case [x, *y] if <f>:\n<b2>\n    case {'k': 1, **r} | C(z=_) as w:\n<c2>",
)


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    block = st.lists(inner, min_size=1, max_size=3).map("\n".join)
    once = block.map(lambda text: textwrap.indent(text, "    "))
    twice = block.map(lambda text: textwrap.indent(text, "        "))
    return filled(*BLOCKS, b=once, c=once, b2=twice, c2=twice, e=EXPRESSIONS, f=EXPRESSIONS)


STATEMENTS = st.recursive(SIMPLE, _compound, max_leaves=8)
MODULES = st.lists(STATEMENTS | IMPORTS, max_size=6).map(lambda parts: "\n".join((*parts, "")))
