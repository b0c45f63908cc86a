"""What every rule, message and preset keeps to."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_type_hints

import msgspec
import pytest

from housestyle_core.catalogue import rules
from housestyle_core.checks import subscription
from housestyle_core.needs import NEEDY, NODES, OF_OPTIONS
from housestyle_core.presets import AGAINST, GUIDES, RECOMMENDED_RULES
from housestyle_core.readings import PACKAGES_NEEDED, READINGS, Reading, is_precise
from housestyle_core.rule_docs import is_fixable, rule_docs
from tests.data import read_cases

if TYPE_CHECKING:
    from housestyle_core.catalogue import Rule

RULES = list(rules().values())
HALVES = [(rule, engine) for rule in RULES for engine in rule.modules]
DATA = sorted((Path(__file__).parent / "rules").glob("*.md"))
HEAVY = {"libcst", "mypy", "pydantic", "pygls"}

# How editors and CI read a line of flake8 and of mypy.
PYLSP = re.compile(r"(.*):(\d*):(\d*): (\w*) (.*)")
VSCODE_FLAKE8 = re.compile(r"(\d+),(-?\d+),(\w+),(\w+\d+):(.*)")
NVIM_LINT_MYPY = re.compile(r"([^:]+):(\d+):(\d+):(\d+):(\d+): (\w+): (.*) \[([a-z][a-z-]+)\]")


def test_names_read_after_allow_and_survive_every_editor() -> None:
    assert RULES
    for rule in RULES:
        assert re.fullmatch(r"HS\d{3}", rule.code)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name), "some editors drop names with digits"


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.stem)
def test_messages(path: Path) -> None:
    messages = {found.message for case in read_cases(path) for found in case.expected}
    assert messages
    rule = read_cases(path)[0].rule
    for message in messages:
        assert re.match(r"[a-z`]", message), "lower case or a backtick first"
        assert not message.endswith((".", "]")), "no full stop; nvim-lint takes a last `]` for mypy"
        assert ": " in message, "the fault, then the remedy"
        assert PYLSP.fullmatch(f"a.py:1:2: {rule.code} {message}")
        assert VSCODE_FLAKE8.fullmatch(f"1,2,H,{rule.code}:{message}")
        nvim = NVIM_LINT_MYPY.fullmatch(f"a.py:1:2:1:3: error: {message} [{rule.mypy_code}]")
        assert nvim
        assert (nvim[7], nvim[8]) == (message, rule.mypy_code)


@pytest.mark.parametrize(
    ("rule", "engine"), HALVES, ids=lambda value: str(getattr(value, "code", value))
)
def test_docs_are_whole(rule: Rule, engine: str) -> None:
    docs = rule_docs(rule, engine)
    assert docs.summary
    assert not docs.summary.endswith(".")
    assert len(docs.why) > len(docs.summary)
    assert docs.bad != docs.good
    assert docs.fix


@pytest.mark.parametrize(
    ("rule", "engine"), HALVES, ids=lambda value: str(getattr(value, "code", value))
)
def test_docs_say_whether_there_is_a_fix_and_whether_it_is_safe(rule: Rule, engine: str) -> None:
    text = rule_docs(rule, engine).fix
    assert text.startswith(("Safe", "Unsafe") if is_fixable(rule) else ("None: ", "None yet: "))
    halves = [half for half in rule.modules if hasattr(rule.load(half), "fix")]
    assert halves in ([], ["flake8"], [*rule.modules][:1]), "one `fix` serves both halves"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_options_are_declared_once_and_have_defaults(rule: Rule) -> None:
    declared = {getattr(rule.load(engine), "Options", None) for engine in rule.modules}
    assert len(declared) == 1, "both halves of a rule take the same options"
    (options,) = declared
    if options is not None:
        assert options()
        assert options.__doc__
        for name in get_type_hints(options):
            assert name in options.__doc__ or name.replace("_", "-") in options.__doc__, name


@pytest.mark.parametrize("guide", GUIDES)
def test_presets_name_rules_and_options_that_exist(guide: str) -> None:
    for code, wishes in GUIDES[guide].items():
        rule = rules()[code]
        if wishes is AGAINST or not wishes:
            continue
        options = rule.load(next(iter(rule.modules))).Options
        hints = get_type_hints(options)
        for name, value in wishes.items():
            assert msgspec.convert(value, hints[name]) == value


def test_recommended_holds_what_no_guide_opposes() -> None:
    against = {code for wishes in GUIDES.values() for code in wishes if wishes[code] is AGAINST}
    assert set(RECOMMENDED_RULES) <= set(rules())
    assert not against & set(RECOMMENDED_RULES)


def test_readings_are_of_rules_and_add_up() -> None:
    assert set(READINGS) <= set(rules())
    for readings in READINGS.values():
        for reading in readings:
            assert 0 <= reading.true <= reading.read
            assert re.fullmatch(r"[a-z\d-]+ \d[\w.]*", reading.package), "a package and its release"


def test_the_record_of_what_was_read_has_the_counts_of_each_rule() -> None:
    text = (Path(__file__).parent.parent / "docs" / "precision.md").read_text(encoding="utf-8")
    wanted = [
        f"{code} {rules()[code].name}: {sum(one.read for one in readings)} read, "
        f"{sum(one.true for one in readings)} true"
        for code, readings in sorted(READINGS.items())
    ]
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == wanted
    for rule in RULES:
        assert rule.code in READINGS or rule.preview


def test_a_rule_is_stable_from_three_packages_and_95_percent_on() -> None:
    packages = [Reading(f"p {number}", 20, 19) for number in range(PACKAGES_NEEDED)]
    assert is_precise(packages)
    assert not is_precise(packages[1:])
    assert not is_precise([*packages[1:], Reading("p 0", 20, 18)])
    assert not is_precise([*packages[1:], Reading("p 0", 0, 0)])


FLAKE8_RULES = [rule.modules["flake8"] for rule in RULES if "flake8" in rule.modules]


@pytest.mark.parametrize(
    "modules",
    [["flake8_housestyle"], ["flake8_housestyle.plugin"], FLAKE8_RULES],
    ids=["package", "plugin", "rules"],
)
def test_flake8_start_up_imports_nothing_heavy(modules: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", f"import {', '.join(modules)}"],
        capture_output=True,
        text=True,
        check=True,
    )
    imported = {
        line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()
    }
    assert "flake8_housestyle" in imported
    assert not imported & HEAVY


@pytest.mark.parametrize(
    "package", ["flake8_housestyle", "housestyle_core", "mypy_housestyle"], ids=str
)
def test_named_tuples_are_records_for_these_are_quick_to_import(package: str) -> None:
    for path in (Path(__file__).parent.parent / package).rglob("*.py"):
        assert not re.search(r"^class \w+\(NamedTuple", path.read_text("utf-8"), re.MULTILINE), path


def test_what_only_a_fix_needs_is_not_loaded_with_its_rule() -> None:
    script = f"import sys, {', '.join(FLAKE8_RULES)}; print(*sys.modules)"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not [name for name in done.stdout.split() if name.startswith("housestyle_core.fix")]


def test_rules_that_need_something_of_a_file_are_rules_of_flake8() -> None:
    assert {rule.code for rule in RULES if "flake8" in rule.modules} >= NEEDY | OF_OPTIONS


@pytest.mark.parametrize("kinds", NODES, ids=lambda kinds: kinds[0].__name__)
def test_rules_need_the_nodes_that_they_are_about(kinds: tuple[type, ...]) -> None:
    for code in NODES[kinds]:
        assert set(subscription(rules()[code].load("flake8").check)) == set(kinds), code


def test_what_a_file_needs_is_all_that_is_loaded_for_it(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.housestyle]\npresets = ["all"]\npreview = true\n'
    )
    script = """if True:
        import ast, sys
        from housestyle_core.checker import check_tree
        for source in ("x = 1\\n", "import fastapi\\n", "class C: a: list[print()]\\n"):
            check_tree(sys.argv[1], ast.parse(source), [source])
            print(*(name.rpartition(".")[2][:5].upper() for name in sys.modules if ".hs" in name))
    """
    path = str(tmp_path / "a.py")
    command = [sys.executable, "-c", script, path]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    first, second, third = (set(line.split()) for line in done.stdout.splitlines())
    elsewhere = NEEDY.union(OF_OPTIONS, *NODES.values())
    assert first == {rule.code for rule in RULES if "flake8" in rule.modules} - elsewhere
    assert {"HS451", "HS211"} <= second - first
    assert not second & {"HS101", "HS401", "HS301", "HS701"}
    assert {"HS203", "HS301", "HS701"} <= third - second
    assert not third & {"HS241", "HS651"}
