"""A rule that declares the names it is about also sees what a file calls otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engines import run
from tests.library import table
from tests.projects import write

if TYPE_CHECKING:
    from pathlib import Path

POOL = "from concurrent.futures import ThreadPoolExecutor"
CLIENT = "import httpx\n\n\nasync def f() -> None:\n"
ENVIRON = "import os\n\n\ndef f() -> str:\n    "


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("def f() -> None:\n    print(1)\n", "2: HS701"),
        ("def f() -> None:\n    show(1)\n\n\nshow = print\n", "2: HS701"),
        ("say = print\nshow = say\n\n\ndef f() -> None:\n    show(1)\n", "6: HS701"),
        ("def f() -> None:\n    if show := print:\n        show(1)\n", "3: HS701"),
        ("def f() -> None:\n    show: object = print\n    show(1)\n", "3: HS701"),
        ("def f(show) -> None:\n    show(1)\n", ""),
        ("from typing import List as Rows\n\nx: Rows[int]\n", "3: HS205"),
        ("import typing as t\n\nx: t.List[int]\n", "3: HS205"),
        ("import typing\n\nRows = typing.List\nx: Rows[int]\n", "4: HS205"),
        ("from typing import Optional as Maybe\n\nx: Maybe[int]\n", "3: HS203"),
        (f"{ENVIRON}read = os.getenv\n    return read('A')\n", "6: HS721"),
        (f"{ENVIRON}values = os.environ\n    return values['A']\n", "6: HS721"),
        (f"{POOL}\n\nPool = ThreadPoolExecutor\npool = Pool(1000)\n", "4: HS114"),
        (f"{POOL} as Pool\n\npool = Pool(1000)\n", "3: HS114"),
        (
            f"{CLIENT}    new = httpx.AsyncClient\n    client = new()\n    await client.get('/')\n",
            "6: HS106",
        ),
    ],
)
def test_a_name_that_an_import_or_an_assignment_gives(
    tmp_path: Path, source: str, line: str
) -> None:
    rules = table("HS106", "HS114", "HS203", "HS205", "HS701", "HS721")
    write(tmp_path, {"pyproject.toml": rules, "app/part.py": source})
    form = "--format=%(row)d: %(code)s"
    done = run("flake8", "--isolated", "--select=HS", form, "app", cwd=tmp_path)
    assert (done.out.strip(), done.err) == (line, "")


def test_a_name_that_an_option_adds(tmp_path: Path) -> None:
    rules = table("HS105")
    source = "from vendor import Api as Client\n\n\nasync def f() -> None:\n"
    block = "    async with Client() as client:\n        await client.get('/')\n"
    added = '\n[tool.housestyle.rules.http-client-per-call]\nclients = ["vendor.Api"]\n'
    write(tmp_path, {"pyproject.toml": rules + added, "app/part.py": source + block})
    done = run("flake8", "--isolated", "--select=HS", "--format=%(row)d: %(code)s", cwd=tmp_path)
    assert (done.out.strip(), done.err) == ("5: HS105", "")
