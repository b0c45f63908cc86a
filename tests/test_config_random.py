"""Whatever a table holds: it loads, or every problem of it is explained."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from housestyle_core.catalogue import by_name
from housestyle_core.config import ConfigError, Problem, Settings, settings_for
from housestyle_core.config.load import forget
from housestyle_core.config.table import OVERRIDE_TYPES, TYPES
from housestyle_core.presets import NAMES

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
SCALARS = st.one_of(
    TEXT,
    st.integers(-(2**70), 2**70),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.datetimes(),
    st.dates(),
    st.times(),
)
JUNK = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
PREFIXES = ("HS", "HS2", "HS3", "HS31", "HS999", "E501")
SELECTORS = st.lists(st.sampled_from([*by_name(), *PREFIXES]) | TEXT, max_size=4)
GLOBS = st.lists(st.text("ab/*?[]!-^.", max_size=8) | TEXT, max_size=3)
OPTION = st.sampled_from(["allow", "extra", "style", "max", "pipe", "files"]) | TEXT
RULES = st.dictionaries(
    st.sampled_from(list(by_name())) | TEXT, st.dictionaries(OPTION, JUNK, max_size=3), max_size=3
)
LIKELY: dict[str, st.SearchStrategy[Any]] = {
    "presets": st.lists(st.sampled_from(NAMES), max_size=3),
    "select": SELECTORS,
    "ignore": SELECTORS,
    "engines": st.lists(st.sampled_from(["flake8", "mypy"]), max_size=2),
    "preview": st.booleans(),
    "first-party": st.lists(TEXT, max_size=2),
    "target-python": st.sampled_from(["3.11", "3.14", "3", "4.0", "3.x"]),
    "layers": st.dictionaries(TEXT, GLOBS, max_size=2),
    "rules": RULES,
    "files": GLOBS,
}
OVERRIDES = st.lists(
    st.fixed_dictionaries({}, optional={key: LIKELY[key] | JUNK for key in OVERRIDE_TYPES}),
    max_size=3,
)
LIKELY["overrides"] = OVERRIDES
TABLES = st.fixed_dictionaries({}, optional={key: LIKELY[key] for key in TYPES})
NEAR_MISSES = st.fixed_dictionaries({}, optional={key: LIKELY[key] | JUNK for key in TYPES})


def toml(value: object) -> str:
    """A value as TOML writes it on one line."""
    match value:
        case dict():
            pairs = (f"{toml(str(key))} = {toml(item)}" for key, item in value.items())
            return f"{{{', '.join(pairs)}}}"
        case list():
            return f"[{', '.join(map(toml, value))}]"
        case str():
            return json.dumps(value, ensure_ascii=True) if value.isascii() else _quoted(value)
        case bool():
            return str(value).lower()
        case int() | float():
            return repr(value)
    return value.isoformat()  # type: ignore[attr-defined, no-any-return]


def _quoted(text: str) -> str:
    return '"' + "".join(f"\\U{ord(character):08X}" for character in text) + '"'


def as_sections(table: dict[str, object]) -> str:
    """A table with a section for each table and override in it, as people write it."""
    lines = ["[tool.housestyle]"]
    sections: list[str] = []
    for key, value in table.items():
        if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            for item in value:
                sections += [f"[[tool.housestyle.{toml(key)}]]", *_pairs(item)]
        elif isinstance(value, dict):
            sections += [f"[tool.housestyle.{toml(key)}]", *_pairs(value)]
        else:
            lines.append(f"{toml(key)} = {toml(value)}")
    return "\n".join((*lines, *sections, ""))


def _pairs(table: dict[str, object]) -> list[str]:
    return [f"{toml(key)} = {toml(value)}" for key, value in table.items()]


def load(document: bytes) -> Settings | None:
    """The settings for files of several folders, or None once every problem proved whole."""
    forget()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "pyproject.toml"
        path.write_bytes(document)
        found: list[Settings] = []
        problems: list[Problem] = []
        for file in ("a.py", "a/b.py", "a/b/a.py", "."):
            try:
                found.append(settings_for(str(Path(name) / file), "flake8", "mypy"))
            except ConfigError as error:
                problems += error.problems
        assert bool(found) != bool(problems)
        for problem in problems:
            assert problem.path == path
            assert 1 <= problem.line <= document.count(b"\n") + 1
            assert problem.message.splitlines() == [problem.message]
        return found[0] if found else None


many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@many
@given(JUNK)
def test_junk_is_explained(value: object) -> None:
    load(f"tool.housestyle = {toml(value)}\n".encode())


@many
@given(st.dictionaries(TEXT, JUNK, max_size=4))
def test_unknown_keys_are_explained(table: dict[str, object]) -> None:
    assert load(as_sections(table).encode()) is None or not table.keys() - TYPES.keys()


@many
@given(NEAR_MISSES)
def test_near_misses_load_or_are_explained(table: dict[str, object]) -> None:
    load(as_sections(table).encode())


@many
@given(TABLES)
def test_likely_tables_load_or_are_explained(table: dict[str, object]) -> None:
    document = as_sections(table)
    found = load(document.encode())
    if found is not None and "preview" in table:
        line = document.split("\n").index(f'"preview" = {toml(table["preview"])}') + 1
        assert found.preview == (table["preview"], f"pyproject.toml:{line}")


@many
@given(st.binary(max_size=40))
def test_bytes_are_explained(data: bytes) -> None:
    load(b"[tool.housestyle]\n" + data)
