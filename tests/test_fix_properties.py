"""Whatever is fixed, the rest of the file stays."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import fastapi
import httpx
import pytest
import starlette
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from housestyle_core.catalogue import rules
from housestyle_core.environment import DEBUG_VARIABLE
from housestyle_core.fix.passes import Wanted, fix_text
from housestyle_core.fix.text import Range, Splice, read_text, spliced
from housestyle_core.fix.verify import Version, differs_elsewhere
from housestyle_core.rule_docs import is_fixable
from housestyle_core.tree.source import UnreadableError
from tests.random_source import EXPRESSIONS, MODULES, STATEMENTS, filled
from tests.test_random_source import SAMPLE
from tests.untouched import assert_untouched, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


RANDOM = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
CODES = [code for code, rule in rules().items() if is_fixable(rule) and "flake8" in rule.modules]
TYPES = st.recursive(
    st.sampled_from(["int", "str", "'Later'", "None", "t.Any", "Callable[..., int]"]),
    lambda inner: filled(
        *("Optional[<a>]", "Union[<a>, <b>]", "List[<a>]", "Dict[<a>, <b>]", "<a> | <b>"),
        *("t.Optional[\n    <a>,  # é\n]", "Annotated[<a>, <b>]", "Tuple[<a>, ...]"),
        a=inner,
        b=inner,
    ),
    max_leaves=4,
)
FAULTS = filled(
    *("def f(a: <t>, *b: <t>, c: '<t>' = <e>) -> <t>:\n    return <e>", "x: <t> = <e>", "A = <t>"),
    *("async def g(a=<e>):\n    # é\n    time.sleep(<e>); nap(<e>)", "class C(List[<t>]): ..."),
    *("async def h(a: <t> = {}, b=[<e>]):\n    with a: time.sleep(<e>)\n    return open(<e>)",),
    *("class M(BaseModel):\n    class Config:\n        orm_mode = True\n    x: <t> = <e>",),
    *("y: int = Field(<e>, regex='')", "M.parse_obj(<e>)"),
    *("def k(a: <t> = [], *, b: List[<t>] = [<e>]):\n    '''Doc.'''\n    # é\n    return <e>",),
    *("async def l():\n    # é\n    return asyncio.get_event_loop()", "async def n(): ..."),
    *("async def m(loop):\n    await loop.run_in_executor(None, nap, <e>)  # é",),
    *("async def o():\n    task = asyncio.ensure_future(n())\n    await task\n    return <e>",),
    *("@app.get(<e>, response_model=<t>, summary='é')\ndef p() -> <t>: ...",),
    *("@app.get(\n    response_model=List[int],  # é\n)\ndef q() -> list[int]: ...",),
    *("@app.get('/', response_model=List[int])\ndef q() -> list[int]: ...",),
    *("def r(a: <t> = Query(<e>, le=1), b: List[int] = Depends(f)) -> None: ...",),
    *("def s(a: int, b: str = Query(\n    ...,  # é\n), *, c: List[int] = Depends(n)): ...",),
    *("class N(BaseModel):\n    x: <t> = Field(<e>, gt=1)\n    y: int = Field(1, alias='é')",),
    *("class O(BaseModel):\n    x: int = Field(1, frozen=True, gt=2)",),
    *("def t(m: M):\n    # é\n    return json.dumps(m.model_dump(context=<e>), indent=2)",),
    *("class P(BaseModel):\n    class Config: title = <e>; orm_mode = <e>  # é\n    x: str = <e>",),
    *("parse_obj_as(<t>, <e>)", "schema_json_of(<t>, indent=<e>)", "M.parse_file(<e>).dict()"),
    *("class Q(BaseModel):\n    x: str = Field('a', const=True, env=<e>, regex='b|c')",),
    *("class R(BaseModel):\n    @validator('x')\n    def f(cls, v, values): return values[<e>]",),
    *("M(**json.loads(<e>))", "M.model_validate(json.loads(\n    <e>\n), strict=<e>)"),
    t=TYPES,
    e=EXPRESSIONS,
)
PRELUDE = """\
import asyncio, json, time
import typing as t
from time import sleep as nap
from typing import Annotated, Callable, Dict, List, Optional, Tuple, Union
from fastapi import Depends, FastAPI, Query
from pydantic import BaseModel, Field, parse_obj_as, schema_json_of, validator
app = FastAPI()
"""
FAULTY = st.lists(FAULTS | STATEMENTS, min_size=1, max_size=5).map(
    lambda parts: "\n".join((PRELUDE, *parts, ""))
)
NEWLINES = st.sampled_from(["\n", "\r\n", "\r"])


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A file in a package where every rule with a fix is on, and a bug in one raises."""
    folder = tmp_path_factory.mktemp("project")
    table = f"[tool.housestyle]\npresets = []\nselect = {CODES}\npreview = true\n"
    table += "target-python = '3.12'\nrules.fire-and-forget-task.api = 'create-task'\n"
    (folder / "pyproject.toml").write_text(table)
    (folder / "app").mkdir()
    (folder / "app" / "__init__.py").touch()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(DEBUG_VARIABLE, "1")
        yield str(folder / "app" / "module.py")


def fixed(path: str, source: str) -> None:
    """Fix a source; all that the module docstring promises holds."""
    safe = fix_text(path, source, Wanted())
    assert_untouched(source, safe.text)
    for wanted in (Wanted(), Wanted(unsafe=True)):
        first = fix_text(path, source, wanted)
        parsed(first.text)
        assert first.done or first.text == source
        assert fix_text(path, first.text, wanted).text == first.text


@RANDOM
@given(MODULES | FAULTY, NEWLINES)
def test_random_modules(path: str, source: str, newline: str) -> None:
    try:
        parsed(source)
    except (SyntaxError, ValueError):
        return
    fixed(path, source.replace("\n", newline))


def test_random_modules_have_much_to_fix(path: str) -> None:
    done = Counter[str]()

    @settings(max_examples=500, deadline=None, database=None, derandomize=True)
    @given(FAULTY)
    def gather(source: str) -> None:
        with suppress(UnreadableError):
            done.update(fix_text(path, source, Wanted(unsafe=True)).done)

    gather()
    assert done.keys() == set(CODES)
    assert done.total() > 50


@pytest.mark.parametrize("part", range(5))
def test_files_of_the_standard_library(path: str, part: int) -> None:
    for file in SAMPLE[part::10]:
        fixed(path, file.read_bytes().decode("utf-8", "surrogateescape"))


@pytest.mark.parametrize(
    "package", [fastapi, httpx, starlette], ids=lambda package: package.__name__
)
def test_every_file_of_packages(path: str, package: ModuleType) -> None:
    files = [*Path(package.__path__[0]).rglob("*.py")]
    assert len(files) > 20
    for file in files:
        fixed(path, file.read_bytes().decode("utf-8"))


@RANDOM
@given(st.lists(st.tuples(st.text("ab\n", max_size=4), st.text("xyz\n", max_size=3)), max_size=5))
def test_what_is_not_replaced_stays_byte_for_byte(parts: list[tuple[str, str]]) -> None:
    raw, splices = "", []
    for kept, new in parts:
        splices.append(Splice(Range(len(raw), len(raw) + len(kept) // 2), new))
        raw += kept
    wanted = "".join(new + kept[len(kept) // 2 :] for kept, new in parts)
    text, ranges = spliced(read_text(raw), splices)
    assert text == wanted
    assert [text[start:end] for start, end in ranges] == [new for _, new in parts]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a = f(1)\nb = 2\n", "a = f(1)\nb = 3\n"),
        ("a = f(1) .b\n", "a = await f(1) .b\n"),
        ("a = f(1)\n", "a = f(1)\nb = 2\n"),
        ("if a:\n    f(1)\n    b\n", "if a:\n    f(1)\nb\n"),
    ],
)
def test_a_change_elsewhere_is_seen(old: str, new: str) -> None:
    start = old.index("f(1)")
    end = new.index("f(1)") + len("f(1)")
    before = Version(read_text(old), parsed(old), [Range(start, start + len("f(1)"))])
    after = Version(read_text(new), parsed(new), [Range(start, end)])
    assert differs_elsewhere(before, after) is not None
