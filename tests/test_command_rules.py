"""`housestyle rules`, `explain` and `config`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from housestyle_core.catalogue import rules
from housestyle_core.rule_docs import rule_docs
from tests.data import table_for
from tests.engines import run
from tests.projects import MUTABLE_DEFAULT, housestyle, write

if TYPE_CHECKING:
    from pathlib import Path

    from housestyle_core.catalogue import Rule


def test_the_list_of_rules(tmp_path: Path) -> None:
    listed = json.loads(housestyle("rules", "--format=json", cwd=tmp_path).out)
    assert [item["code"] for item in listed] == list(rules())
    item = next(item for item in listed if item["code"] == "HS311")
    assert item | {"status": ""} == {
        "code": "HS311",
        "name": "mutable-default",
        "engines": ["flake8"],
        "status": "",
        "fixable": True,
        "presets": ["all", "recommended", "domain-modules"],
        "summary": "Mutable default argument",
    }
    text = housestyle("rules", cwd=tmp_path).out.splitlines()
    assert [line.split()[:2] for line in text] == [[item["code"], item["name"]] for item in listed]


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.code)
def test_every_rule_is_explained(rule: Rule, tmp_path: Path) -> None:
    shown = housestyle("explain", rule.code, cwd=tmp_path).out
    for engine in rule.modules:
        docs = rule_docs(rule, engine)
        for part in (rule.name, *docs):
            assert " ".join(part.split()) in " ".join(shown.split())
    assert (f"# noqa: {rule.code}" in shown) == ("flake8" in rule.modules)
    assert (f"# type: ignore[{rule.mypy_code}]" in shown) == ("mypy" in rule.modules)


def test_a_rule_is_found_by_each_of_its_names(tmp_path: Path) -> None:
    names = ("HS311", "hs311", "mutable-default", "hs-mutable-default")
    shown = {housestyle("explain", name, cwd=tmp_path).out for name in names}
    assert len(shown) == 1
    assert shown.pop().startswith("HS311 mutable-default: Mutable default argument\n")


def test_options_are_explained_with_defaults_and_types(tmp_path: Path) -> None:
    shown = housestyle("explain", "max-classes-per-file", cwd=tmp_path).out
    table = "    [tool.housestyle.rules.max-classes-per-file]\n"
    assert f"{table}    max = 3  # int\n    count-private = true  # bool\n" in shown
    literal = housestyle("explain", "union-syntax", cwd=tmp_path).out
    assert 'style = "pipe"  # "pipe" or "union" or "either"\n' in literal


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.code)
def test_each_option_is_described_under_the_key_that_sets_it(rule: Rule, tmp_path: Path) -> None:
    shown = housestyle("explain", rule.code, cwd=tmp_path).out
    table, _, described = shown.partition(f"[tool.housestyle.rules.{rule.name}]\n")[2].partition(
        "\n\n"
    )
    for line in table.splitlines():
        key, _, comment = line.strip().partition(" = ")
        assert "tuple" not in comment
        assert f"`{key}`" in described


def test_the_configuration_with_its_origins(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "pyproject.toml": '[project]\nrequires-python = ">=3.12"\n\n'
            + table_for(MUTABLE_DEFAULT, 'first-party = ["app"]\n'),
            "app/a.py": "",
        },
    )
    found = json.loads(housestyle("config", "app/a.py", "--format=json", cwd=tmp_path).out)
    assert found["file"] == str(tmp_path / "pyproject.toml")
    assert found["values"]["first-party"] == {"value": ["app"], "origin": "pyproject.toml:7"}
    assert found["values"]["target-python"] == {
        "value": "3.12",
        "origin": "project.requires-python",
    }
    assert found["values"]["engines"] == {"value": ["flake8", "mypy"], "origin": "default"}
    assert found["rules"] == [
        {
            "code": "HS311",
            "name": "mutable-default",
            "origin": "pyproject.toml:6",
            "engines": ["flake8"],
            "options": {},
        }
    ]
    text = housestyle("config", "app/a.py", cwd=tmp_path).out
    assert 'first-party = ["app"]  # pyproject.toml:7\n' in text
    assert "  HS311 mutable-default  # pyproject.toml:6\n" in text


def test_preview_rules_that_are_held_back_are_listed(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": '[tool.housestyle]\npresets = ["all"]\n'})
    found = json.loads(housestyle("config", "--format=json", cwd=tmp_path).out)
    held_back = [item["code"] for item in found["held-back"]]
    assert held_back == [rule.code for rule in rules().values() if rule.preview]
    assert [item["code"] for item in found["rules"]] == [
        code for code in rules() if code not in held_back
    ]


def test_a_rule_that_no_engine_of_the_team_runs_is_marked(tmp_path: Path) -> None:
    document = (
        '[tool.housestyle]\npresets = []\nengines = ["flake8"]\nselect = ["HS311", "HS454"]\n'
    )
    write(tmp_path, {"pyproject.toml": document})
    shown = housestyle("config", cwd=tmp_path).out
    assert "  HS311 mutable-default  # pyproject.toml:4\n" in shown
    assert (
        "  HS454 unvalidated-external-data  # pyproject.toml:4; does not run without mypy" in shown
    )
    found = json.loads(housestyle("config", "--format=json", cwd=tmp_path).out)
    assert [item["engines"] for item in found["rules"]] == [["flake8"], []]


def test_rules_that_are_ignored_are_listed_with_the_place(tmp_path: Path) -> None:
    document = """\
[tool.housestyle]
presets = ["functional-async"]
select = ["HS311"]
ignore = ["relative-import", "HS453"]
[[tool.housestyle.overrides]]
files = ["tests"]
select = ["HS241"]
ignore = ["HS3"]
"""
    write(tmp_path, {"pyproject.toml": document, "a.py": "", "tests/a.py": ""})
    shown = {name: housestyle("config", name, cwd=tmp_path).out for name in ("a.py", "tests/a.py")}
    ignored = {
        name: text.partition("\nRules that `ignore` takes out: ")[2] for name, text in shown.items()
    }
    assert ignored["a.py"].startswith("1\n  HS241 relative-import  # pyproject.toml:4\n")
    assert ignored["tests/a.py"].startswith(
        "2\n  HS301 class-heavy-module  # pyproject.toml:8\n"
        "  HS311 mutable-default  # pyproject.toml:8\n"
    )
    found = json.loads(housestyle("config", "a.py", "--format=json", cwd=tmp_path).out)
    assert found["ignored"] == [
        {"code": "HS241", "name": "relative-import", "origin": "pyproject.toml:4"}
    ]


def test_nothing_heavy_is_imported_for_the_list_of_rules(tmp_path: Path) -> None:
    imported = run("housestyle_core.cli", "rules", cwd=tmp_path, PYTHONPROFILEIMPORTTIME="1").err
    names = {line.rpartition("|")[2].strip().partition(".")[0] for line in imported.splitlines()}
    assert "housestyle_core" in names
    assert not names & {"mypy", "flake8", "libcst", "msgspec", "concurrent"}
