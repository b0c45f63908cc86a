"""The sources of HS454 against the libraries that have them, as far as they are installed.

`uv run --group libraries pytest -rs tests/test_external_libraries.py` installs what it can.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from inspect import signature
from pathlib import Path

import pytest

from housestyle_core.facts.external_sources import FAMILIES
from tests.engines import mypy_engine
from tests.library import table

FAMILY_NAMES = sorted({family.name for family in FAMILIES if not family.on})
OPTIONS = f"[tool.housestyle.rules.unvalidated-external-data]\nsources = {FAMILY_NAMES}\n"
OWNERS = sorted({(owner, names) for family in FAMILIES for owner, names in family.calls.items()})

HEAD = "def f(data: bytes) -> None:"
SNIPPETS = {
    "orjson": "orjson.loads(data)['a']",
    "ujson": "ujson.loads(data)['a'] + ujson.decode(data)['a']",
    "simplejson": "simplejson.loads(data)['a']",
    "tomli": "tomli.loads(str(data))['a'].b",
    "toml": "toml.loads(str(data))['a'].b",
    "redis": "redis.Redis().hgetall('a')['b']",
    "psycopg": "psycopg.connect('').cursor().fetchall()[1]",
    "psycopg2": "psycopg2.connect('').cursor().fetchall()[1]",
    "pymysql": "pymysql.connect().cursor().fetchall()[1]",
    "sqlalchemy": "sqlalchemy.create_engine('').connect().execute(sqlalchemy.text('')).one().name",
    "flask": "flask.request.get_json()['a'] + flask.request.json['a']",
    "websockets.sync.client": "websockets.sync.client.connect('').recv()[0]",
    "confluent_kafka": "confluent_kafka.Message().value()[0]",
    "urllib3": "urllib3.request('GET', '').json()['a']",
    "requests": "requests.get('').json()['a']",
    "httpx": "httpx.get('').json()['a']",
    "configparser": "configparser.ConfigParser()['a']['b'].split(',')",
    "subprocess": "subprocess.run([''], text=True).stdout.split(',')",
    "shelve": "shelve.open('')['a'].b",
    "sqlite3": "sqlite3.connect('').cursor().fetchone()['a']",
}


def _is_installed(library: str) -> bool:
    try:
        return find_spec(library.partition(".")[0]) is not None
    except ValueError:
        return True


@pytest.mark.parametrize(("owner", "names"), OWNERS)
def test_sources_exist(owner: str, names: str) -> None:
    if not _is_installed(owner):
        pytest.skip(f"{owner} is not installed")
    found = _find(owner)
    assert [name for name in names.split() if not _has(found, name.removeprefix("@"))] == []


def _has(owner: object, name: str) -> bool:
    """Whether a module or class has a name, if only as the parameter that an attribute is from."""
    return hasattr(owner, name) or (callable(owner) and name in signature(owner).parameters)


def _find(name: str) -> object:
    """The module or class of a dotted name."""
    try:
        return import_module(name)
    except ModuleNotFoundError:
        owner, _, last = name.rpartition(".")
        if not owner:
            raise
        return getattr(_find(owner), last)


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """How many findings there are in the code for each library, as the real mypy sees it."""
    folder = tmp_path_factory.mktemp("libraries")
    (folder / "pyproject.toml").write_text(table("HS454", extra=OPTIONS))
    names = {f"use_{library.replace('.', '_')}.py": library for library in SNIPPETS}
    for name, library in names.items():
        uses = SNIPPETS[library].split(" + ")
        code = [f"import {library}", "def keep(value: str) -> None: ...", HEAD]
        (folder / name).write_text("\n".join([*code, *(f"    keep({use})" for use in uses)]))
    found = mypy_engine(folder, names, folder / "cache")
    ours = [names[one.file] for one in found if one.message.startswith("what ")]
    return {library: ours.count(library) for library in SNIPPETS}


@pytest.mark.parametrize("library", SNIPPETS)
def test_mypy_knows_sources_by_these_names(library: str, reported: dict[str, int]) -> None:
    if not _is_installed(library) or not _has_types(library):
        pytest.skip(f"{library} or its types are not installed")
    assert reported[library] == len(SNIPPETS[library].split(" + "))


def _has_types(library: str) -> bool:
    package = library.partition(".")[0]
    spec = find_spec(package)
    home = Path(spec.origin).parent if spec and spec.origin else None
    if home is None or "site-packages" not in str(home):
        return True
    return (home / "py.typed").exists() or (home.parent / f"{package}-stubs").exists()
