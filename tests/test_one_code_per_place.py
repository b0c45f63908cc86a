"""Rules that share a place agree on whose it is."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from housestyle_core.checker import check_tree

if TYPE_CHECKING:
    from pathlib import Path

UNIONS = """\
[tool.housestyle]
presets = []
select = ["HS203", "HS204"]
[tool.housestyle.rules]
optional-syntax = {{ style = "{}" }}
union-syntax = {{ style = "{}" }}
"""


@pytest.mark.parametrize(
    ("optional", "union", "annotation", "reported"),
    [
        ("union", "pipe", "Optional[Union[int, str]]", ["HS203 Optional[Union[int, str]]"]),
        ("union", "pipe", "Union[int, Union[str, None]]", ["HS203 Union[int, Union[str, None]]"]),
        ("union", "pipe", "Optional['Union[A, B]']", ["HS203 Optional['Union[A, B]']"]),
        ("union", "pipe", "Union[int, str] | None", ["HS204 Union[int, str]"]),
        (
            "union",
            "pipe",
            "Optional[list[Union[int, str]]]",
            ["HS203 Optional[list[Union[int, str]]]", "HS204 Union[int, str]"],
        ),
        ("union", "either", "Optional[Union[int, str]]", ["HS203 Optional[Union[int, str]]"]),
        ("optional", "pipe", "Optional[Union[int, str]]", ["HS204 Union[int, str]"]),
        ("optional", "union", "int | str | None", ["HS203 int | str | None"]),
        ("optional", "union", "Optional[int | str]", ["HS204 int | str"]),
        ("optional", "either", "Optional[int | str]", []),
        ("optional", "union", "Union[int, str, None]", []),
    ],
)
def test_unions(
    optional: str, union: str, annotation: str, reported: list[str], tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text(UNIONS.format(optional, union))
    source = f"from typing import Optional, Union\nx: {annotation}\n"
    found = check_tree(str(tmp_path / "a.py"), ast.parse(source), source.splitlines(keepends=True))
    line = source.splitlines()[1]
    shown = [f"{item.rule.code} {line[item.column - 1 : item.end_column - 1]}" for item in found]
    assert shown == reported


HTTP_CLIENT = """\
[tool.housestyle]
presets = []
select = ["HS103", "HS104"]
[tool.housestyle.rules.http-client-library]
allowed = {}
"""


@pytest.mark.parametrize(
    ("allowed", "code", "instead"),
    [
        ("[]", "HS103", "use `httpx.AsyncClient` or `aiohttp.ClientSession`"),
        ('["aiohttp"]', "HS103", "use `aiohttp.ClientSession`"),
        ('["httpx"]', "HS104", "use `httpx.AsyncClient`"),
    ],
)
def test_http_clients_without_async_code(
    allowed: str, code: str, instead: str, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text(HTTP_CLIENT.format(allowed))
    source = "import requests\nasync def load(): requests.get('http://a.example')\n"
    found = check_tree(str(tmp_path / "a.py"), ast.parse(source), source.splitlines(keepends=True))
    shown = [(item.rule.code, item.line, item.message.rpartition(": ")[2]) for item in found]
    assert shown == [(code, 1, instead)]
