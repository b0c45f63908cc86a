"""Which table holds for a file, and what it makes of the rules."""

from __future__ import annotations

import os
from contextlib import chdir
from typing import TYPE_CHECKING

import pytest

from housestyle_core.catalogue import matching, rules
from housestyle_core.config import ConfigError, Settings, settings_for
from housestyle_core.config.globs import matches
from housestyle_core.config.settings import LAYERS
from housestyle_core.presets import AGAINST, GUIDES, RECOMMENDED_RULES

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "[tool.housestyle]\n"
ON = f'{HEADER}presets = []\nselect = ["HS311"]\n'
OFF = f"{HEADER}presets = []\n"


def load(folder: Path, table: str, path: str = "app/module.py") -> Settings:
    """The settings for a file below `folder`, with `table` as its `pyproject.toml`."""
    (folder / "pyproject.toml").write_text(table)
    return settings_for(str(folder / path), "flake8")


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def test_the_nearest_table_wins(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": ON, "inner/pyproject.toml": OFF, "inner/deep/a.py": ""})
    assert settings_for(str(tmp_path / "a.py"), "flake8").rules.keys() == {"HS311"}
    inner = settings_for(str(tmp_path / "inner/deep/a.py"), "flake8")
    assert (inner.root, inner.rules) == (tmp_path / "inner", {})


@pytest.mark.parametrize(
    "passed_over",
    ["", "[project]\nname = 'x'\n", "[tool.mypy]\nplugins = 'mypy_housestyle'\n", "tool = 1\n"],
)
def test_a_pyproject_without_a_table_is_passed_over(tmp_path: Path, passed_over: str) -> None:
    write(tmp_path, {"pyproject.toml": ON, "inner/pyproject.toml": passed_over})
    assert settings_for(str(tmp_path / "inner/a.py"), "flake8").root == tmp_path


def test_broken_toml_that_does_not_name_us_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": ON, "inner/pyproject.toml": "= broken"})
    assert settings_for(str(tmp_path / "inner/a.py"), "flake8").root == tmp_path


def test_a_byte_order_mark_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": f"\ufeff{ON}"})
    assert settings_for(str(tmp_path / "a.py"), "flake8").rules.keys() == {"HS311"}


def test_a_pyproject_that_cannot_be_read_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    write(tmp_path, {"pyproject.toml": ON})
    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    with pytest.raises(ConfigError, match="cannot be read: Permission denied"):
        settings_for(str(tmp_path / "a.py"), "flake8")


def test_the_working_directory_does_not_matter(tmp_path: Path) -> None:
    write(tmp_path, {"one/pyproject.toml": ON, "two/pyproject.toml": OFF, "two/app/a.py": ""})
    wanted = settings_for(str(tmp_path / "two/app/a.py"), "flake8")
    for folder in (tmp_path, tmp_path / "one", tmp_path / "two/app"):
        with chdir(folder):
            assert settings_for(os.path.relpath(tmp_path / "two/app/a.py"), "flake8") is wanted


def test_neither_the_file_nor_its_folder_need_exist(tmp_path: Path) -> None:
    assert load(tmp_path, ON, "not/there/a.py").rules.keys() == {"HS311"}
    assert load(tmp_path, ON, ".").rules.keys() == {"HS311"}


def test_a_link_belongs_to_the_folder_that_it_lies_in(tmp_path: Path) -> None:
    write(tmp_path, {"one/pyproject.toml": ON, "two/pyproject.toml": OFF, "two/a.py": ""})
    (tmp_path / "one/link.py").symlink_to(tmp_path / "two/a.py")
    (tmp_path / "one/folder").symlink_to(tmp_path / "two")
    assert settings_for(str(tmp_path / "one/link.py"), "flake8").root == tmp_path / "one"
    assert settings_for(str(tmp_path / "one/folder/a.py"), "flake8").rules == {}


def test_without_any_table_the_recommended_rules_hold(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "[project]\n", "shop/__init__.py": ""})
    settings = settings_for(str(tmp_path / "shop/a.py"), "flake8")
    stable = {code for code in RECOMMENDED_RULES if code in rules() and not rules()[code].preview}
    assert settings.rules.keys() == stable
    assert (settings.root, settings.first_party.value) == (tmp_path, ("shop",))


def test_a_preset_switches_on_what_it_asks_for(tmp_path: Path) -> None:
    preview = "preview = true\n"
    everything = load(tmp_path, f'{HEADER}presets = ["all"]\n{preview}', "a/a.py")
    assert everything.rules.keys() == rules().keys()
    for name, wishes in GUIDES.items():
        (tmp_path / name).mkdir()
        settings = load(tmp_path / name, f'{HEADER}presets = ["{name}"]\n{preview}')
        wanted = {code for code, wish in wishes.items() if wish is not AGAINST}
        assert settings.rules.keys() == wanted & rules().keys()
        assert {state.origin for state in settings.rules.values()} <= {f"preset {name}"}


@pytest.mark.parametrize("word", ["HS311", "mutable-default"])
def test_a_rule_asked_for_by_name_runs_though_it_is_new(tmp_path: Path, word: str) -> None:
    settings = load(tmp_path, f'{HEADER}presets = []\nselect = ["{word}"]\n')
    assert settings.rules.keys() == {"HS311"}


@pytest.mark.parametrize("prefix", ["HS", "HS3", "HS31"])
def test_a_prefix_means_every_rule_that_begins_so(tmp_path: Path, prefix: str) -> None:
    (tmp_path / "stable").mkdir()
    table = f'{HEADER}presets = []\nselect = ["{prefix}"]\n'
    codes = {code for code in rules() if code.startswith(prefix)}
    assert {rule.code for rule in matching(prefix)} == codes
    assert load(tmp_path, f"{table}preview = true").rules.keys() == codes
    stable = {code for code in codes if not rules()[code].preview}
    assert load(tmp_path / "stable", table).rules.keys() == stable


@pytest.mark.parametrize("word", ["HS311", "mutable-default", "HS3", "HS"])
def test_ignore_takes_the_same_words_and_wins(tmp_path: Path, word: str) -> None:
    assert load(tmp_path, f'{ON}ignore = ["{word}"]\n').rules == {}


def test_overrides_hold_for_their_paths_in_the_order_of_the_table(tmp_path: Path) -> None:
    table = f"""{ON}
[[tool.housestyle.overrides]]
files = ["tests/**"]
ignore = ["HS3"]
[[tool.housestyle.overrides]]
files = ["tests/unit"]
select = ["mutable-default"]
"""
    on = {
        name: bool(load(tmp_path, table, name).rules)
        for name in ("a.py", "tests/a.py", "tests/unit/deep/a.py", "app/tests/a.py")
    }
    assert on == {
        "a.py": True,
        "tests/a.py": False,
        "tests/unit/deep/a.py": True,
        "app/tests/a.py": True,
    }


@pytest.mark.parametrize(
    ("glob", "meant", "not_meant"),
    [
        ("tests/**", ["tests/a.py", "tests/b/c.py"], ["tests.py", "app/tests/a.py"]),
        ("**/routes.py", ["routes.py", "a/routes.py", "a/b/routes.py"], ["a/my_routes.py"]),
        ("app/**/routes.py", ["app/routes.py", "app/x/y/routes.py"], ["routes.py", "b/routes.py"]),
        ("*.py", ["a.py", ".py"], ["a/b.py", "a.pyi"]),
        ("tests", ["tests/a.py", "tests/b/c.py"], ["tests2/a.py", "a/tests/b.py"]),
        ("./tests/", ["tests/a.py"], ["tests2/a.py"]),
        ("**/services", ["services/a.py", "a/services/b/c.py"], ["services.py", "a/services.py"]),
        ("v[0-9]/?.py", ["v1/a.py", "v9/b.py"], ["vx/a.py", "v1/ab.py", "v12/a.py"]),
        ("[!t]*.py", ["a.py"], ["t.py", "/a.py"]),
        ("a[.^&|~]b", ["a.b", "a^b", "a&b", "a|b", "a~b"], ["ab", "a/b", "axb"]),
        ("a[]]b", ["a]b"], ["a[]b"]),
        ("a[b", ["a[b"], ["ab"]),
        ("a[+--]b", ["a+b", "a,b", "a-b"], ["a.b", "a/b"]),
        ("a[.-0]b", ["a.b", "a0b"], ["a/b"]),
        ("a+(b)$.py", ["a+(b)$.py"], ["aab.py"]),
    ],
)
def test_globs(glob: str, meant: list[str], not_meant: list[str]) -> None:
    assert [path for path in meant + not_meant if matches(glob, path)] == meant


@pytest.mark.parametrize(
    ("wanted", "version"),
    [
        ('">=3.12"', (3, 12)),
        ('"~=3.12"', (3, 12)),
        ('"~= 3.13.1"', (3, 13)),
        ('"==3.13.*"', (3, 13)),
        ('">=3.9,>=3.12,<3.14"', (3, 12)),
        ('"<3.15, != 3.13.1, >= 3.12"', (3, 12)),
        ('"<3.14"', (3, 11)),
        ('"nonsense"', (3, 11)),
        ("312", (3, 11)),
    ],
)
def test_the_target_python_is_the_lower_bound_of_the_project(
    tmp_path: Path, wanted: str, version: tuple[int, int]
) -> None:
    project = f"[project]\nrequires-python = {wanted}\n"
    assert load(tmp_path, f"{OFF}{project}").target_python.value == version
    (tmp_path / "said").mkdir()
    said = load(tmp_path / "said", f'{OFF}target-python = "3.14"\n{project}')
    assert said.target_python == ((3, 14), "pyproject.toml:3")


def test_the_first_party_is_found_in_the_root_and_in_src(tmp_path: Path) -> None:
    names = ("shop/__init__.py", "src/till/__init__.py", "manage.py", "docs/index.md", "a-b.py")
    write(tmp_path, dict.fromkeys(names, ""))
    assert load(tmp_path, OFF).first_party.value == ("manage", "shop", "till")
    (tmp_path / "said").mkdir()
    assert load(tmp_path / "said", f'{OFF}first-party = ["x"]\n').first_party.value == ("x",)


def test_layers_are_those_of_the_table_or_the_usual_ones(tmp_path: Path) -> None:
    (tmp_path / "said").mkdir()
    assert load(tmp_path, OFF).layers.value == LAYERS
    table = f'{OFF}[tool.housestyle.layers]\nrouter = ["app/**/routes.py"]\n'
    assert load(tmp_path / "said", table).layers == (
        {"router": ("app/**/routes.py",)},
        "pyproject.toml:3",
    )


def test_an_engine_that_the_team_does_not_run_has_no_rules(tmp_path: Path) -> None:
    settings = load(tmp_path, f'{ON}engines = ["mypy"]\n')
    assert not list(settings.enabled("flake8"))
    assert settings.alone("mypy")
    assert not settings.alone("flake8")


def test_a_wrong_table_is_wrong_for_every_file_below_it_and_every_time(tmp_path: Path) -> None:
    for path in ("a.py", "b/c.py", "a.py"):
        with pytest.raises(ConfigError, match="did you mean `select`"):
            load(tmp_path, f"{HEADER}selct = []\n", path)


def test_options_hold_for_a_rule_that_only_an_override_selects(tmp_path: Path) -> None:
    table = f"""{OFF}
[tool.housestyle.rules.optional-syntax]
style = "optional"
[[tool.housestyle.overrides]]
files = ["app/**"]
select = ["optional-syntax"]
"""
    inside = load(tmp_path, table)
    assert inside.rules["HS203"].options["style"].value == "optional"
    assert "HS203" not in settings_for(str(tmp_path / "b.py"), "flake8").rules


def test_a_rule_that_an_override_brings_back_keeps_the_wishes_of_its_preset(tmp_path: Path) -> None:
    table = f"""{HEADER}presets = ["layered-backend"]
ignore = ["optional-syntax"]
preview = true
[[tool.housestyle.overrides]]
files = ["app/**"]
select = ["optional-syntax"]
"""
    assert load(tmp_path, table).rules["HS203"].options["style"].value == "optional"
