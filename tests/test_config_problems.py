"""Every fault of a table is explained: where it is, what it is, what may have been meant."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from housestyle_core.catalogue import rules
from housestyle_core.config import ConfigError, settings_for
from housestyle_core.presets import NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def problems(folder: Path, document: str | bytes) -> list[str]:
    """`line: message` of each problem that a `pyproject.toml` has."""
    path = folder / "pyproject.toml"
    path.write_bytes(document if isinstance(document, bytes) else document.encode())
    with pytest.raises(ConfigError) as caught:
        settings_for(str(folder / "module.py"), "flake8", "mypy")
    found = caught.value.problems
    assert found == sorted(found)
    assert {problem.path for problem in found} == {path}
    assert str(caught.value).splitlines() == [str(problem) for problem in found]
    return [f"{problem.line}: {problem.message}" for problem in found]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("presests = []", "unknown key `presests` in [tool.housestyle] (did you mean `presets`?)"),
        ("zzz = 1", "unknown key `zzz` in [tool.housestyle]"),
        ('presets = "all"', "`presets` in [tool.housestyle]: expected `array`, got `str`"),
        ("presets = [1]", "`presets` in [tool.housestyle]: expected `str`, got `int` at `[0]`"),
        ('presets = ["recomended"]', "unknown preset `recomended` (did you mean `recommended`?)"),
        (
            'presets = ["zzz"]',
            f"unknown preset `zzz`; known: {', '.join(NAMES)}",
        ),
        ('engines = ["flake"]', "unknown engine `flake` (did you mean `flake8`?)"),
        ("engines = true", "`engines` in [tool.housestyle]: expected `array`, got `bool`"),
        ('preview = "yes"', "`preview` in [tool.housestyle]: expected `bool`, got `str`"),
        ('first-party = "app"', "`first-party` in [tool.housestyle]: expected `array`, got `str`"),
        (
            "target-python = 3.12",
            "`target-python` in [tool.housestyle]: expected `str`, got `float`",
        ),
        (
            'target-python = "py312"',
            '`target-python` must be a version such as "3.12", not "py312"',
        ),
        (
            'select = ["mutable-defaults"]',
            "`mutable-defaults` in `select` names no rule (did you mean `mutable-default`?)",
        ),
        ('ignore = ["E501"]', "`E501` in `ignore` names no rule"),
        ('ignore = ["HS9999"]', "`HS9999` in `ignore` names no rule"),
        ("layers = []", "`layers` in [tool.housestyle]: expected `table`, got `array`"),
        (
            'layers = { router = "a" }',
            "`router` in [tool.housestyle.layers]: expected `array`, got `str`",
        ),
        (
            'layers = { router = ["[z-a]"] }',
            "`[z-a]` in `router` is no path pattern: bad character range z-a",
        ),
        ("rules = 1", "`rules` in [tool.housestyle]: expected `table`, got `int`"),
        (
            "rules = { mutable-default = 1 }",
            "`mutable-default` in [tool.housestyle.rules]: expected `table`, got `int`",
        ),
        (
            'rules.HS203.style = "Union"',
            (
                "`style` in [tool.housestyle.rules.HS203]: expected `union` or `optional`, "
                "got `Union`"
            ),
        ),
        (
            "rules.HS203.style = 1",
            "`style` in [tool.housestyle.rules.HS203]: expected `union` or `optional`, got `1`",
        ),
        (
            "layers = { select = [] }",
            "unknown key `select` in [tool.housestyle.layers]: it belongs in [tool.housestyle]",
        ),
        (
            "rules = { HS203 = { preview = true } }",
            (
                "unknown key `preview` in [tool.housestyle.rules.HS203]: "
                "it belongs in [tool.housestyle]"
            ),
        ),
        (
            "overrides = [{ files = [], engines = [] }]",
            (
                "unknown key `engines` in [tool.housestyle.overrides]: "
                "it belongs in [tool.housestyle]"
            ),
        ),
        (
            "[tool.housestyle.rules.mutable-defualt]",
            (
                "[tool.housestyle.rules] has options for `mutable-defualt`, which is no rule "
                "(did you mean `mutable-default`?)"
            ),
        ),
        ("overrides = {}", "`overrides` in [tool.housestyle]: expected `array`, got `table`"),
        (
            "[[tool.housestyle.overrides]]",
            "[[tool.housestyle.overrides]] needs `files`, the paths that it is about",
        ),
    ],
)
def test_one_fault(tmp_path: Path, lines: str, wanted: str) -> None:
    assert problems(tmp_path, f"[tool.housestyle]\n\n{lines}\n") == [f"3: {wanted}"]


@pytest.mark.parametrize(
    ("glob", "fault"),
    [
        ("", "it is empty"),
        ("./", "it is empty"),
        ("/srv/app/**", "write it from the folder of `pyproject.toml`"),
        ("../app/**", "write it from the folder of `pyproject.toml`"),
        ("app\\\\tests", "write `/` between folders"),
        ("{app,lib}/*.py", "`{` is no wildcard: write each pattern by itself"),
    ],
)
def test_a_glob_that_no_file_can_match(tmp_path: Path, glob: str, fault: str) -> None:
    override = f'[[tool.housestyle.overrides]]\nfiles = ["tests", "{glob}"]\n'
    shown = glob.replace("\\\\", "\\")
    assert problems(tmp_path, override) == [f"2: `{shown}` in `files` is no path pattern: {fault}"]


def test_each_layer_and_each_rule_has_its_line(tmp_path: Path) -> None:
    document = """\
[tool.housestyle.layers]
router = ["app/**/routes.py"]
service = "app/**/service.py"
[[tool.housestyle.rules.print-call]]
allow-in = ["app/report.py"]
"""
    assert problems(tmp_path, document) == [
        "3: `service` in [tool.housestyle.layers]: expected `array`, got `str`",
        "4: `print-call` in [tool.housestyle.rules]: expected `table`, got `array`",
    ]


def test_all_faults_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    document = """\
[project]
name = "shop"
[tool.housestyle]
preview = 1
select = [
    "HS311",
    "hs311",
]
[[tool.mypy.overrides]]
module = "x"
[[tool.housestyle.overrides]]
files = ["a/**"]
[[tool.housestyle.overrides]]
files = ["b/[z-a]"]
ignroe = []
[tool.housestyle.overrides.rules.zzz]
max = 1
"""
    assert problems(tmp_path, document) == [
        "4: `preview` in [tool.housestyle]: expected `bool`, got `int`",
        "5: `hs311` in `select` names no rule (did you mean `HS311`?)",
        "14: `b/[z-a]` in `files` is no path pattern: bad character range z-a",
        "15: unknown key `ignroe` in [tool.housestyle.overrides] (did you mean `ignore`?)",
        "16: [tool.housestyle.overrides.rules] has options for `zzz`, which is no rule",
    ]


@pytest.mark.parametrize(
    "document",
    [
        "\n[tool]\nhousestyle.selct = []\n",
        "\n\n[tool.housestyle]\noverrides.x = 1\n",
        "\n\ntool.housestyle.selct = []\n",
        '\n\n[tool . "housestyle"]\nfiles = []\n',
        "\n\ntool = { housestyle = { selct = [] } }\n",
        "\n\n[tool]\nhousestyle = { overrides = [{ files = [], selct = [] }] }\n",
    ],
)
def test_other_spellings_of_the_table_have_the_line_too(tmp_path: Path, document: str) -> None:
    (problem,) = problems(tmp_path, document)
    assert problem.startswith(("3: ", "4: "))


@pytest.mark.parametrize(
    ("document", "wanted"),
    [
        ("[tool.housestyle]\npresets = [\n", "2: not valid TOML: "),
        ("[tool.housestyle]\n\npresets = all\n", "3: not valid TOML: "),
        ("[tool.housestyle]\n[tool.housestyle]\n", "2: not valid TOML: "),
        (b"[tool.housestyle]\n# caf\xe9\n", "2: not valid TOML: 'utf-8' codec can't decode"),
        ("housestyle = " + "[" * 5000, "1: not valid TOML: "),
        ("[tool]\nhousestyle = 1\n", "2: `tool.housestyle` must be a table"),
        ("[[tool.housestyle]]\n", "1: `tool.housestyle` must be a table"),
        ("\n[tool.flake8-housestyle]\n", "2: unknown table: write [tool.housestyle]"),
    ],
)
def test_a_document_that_holds_no_table(tmp_path: Path, document: str | bytes, wanted: str) -> None:
    (problem,) = problems(tmp_path, document)
    assert problem.startswith(wanted)


FUNCTIONS, CLASSES, CORE = "functional-async", "store-service-router", "core-python"


def conflicts(folder: Path, presets: Sequence[str], extra: str = "") -> set[str]:
    names = ", ".join(f'"{name}"' for name in presets)
    return set(problems(folder, f"[tool.housestyle]\npresets = [{names}]\n{extra}"))


def against(code: str, *presets: str) -> str:
    name = rules()[code].name
    return (
        f"2: presets `{presets[0]}` and `{presets[1]}` contradict each other on {code} ({name}): "
        f"put `{name}` into `select` or into `ignore`"
    )


def values(code: str, key: str, one: tuple[str, str], other: tuple[str, str]) -> str:
    """What is said of two presets, each with the value that it wants."""
    name = rules()[code].name
    return (
        f"2: presets `{one[0]}` and `{other[0]}` contradict each other on {code} ({name}), "
        f"`{one[1]}` against `{other[1]}`: set `{key}` in [tool.housestyle.rules.{name}]"
    )


def style(*presets: str) -> str:
    wanted = {FUNCTIONS: '"union"', CLASSES: '"optional"'}
    one, other = ((preset, wanted[preset]) for preset in presets)
    return values("HS203", "style", one, other)


@pytest.mark.parametrize(
    "presets", list(permutations(("recommended", FUNCTIONS, CLASSES, "all")))[::5]
)
def test_two_guides_that_contradict_each_other(tmp_path: Path, presets: Sequence[str]) -> None:
    pair = [name for name in presets if name in {FUNCTIONS, CLASSES}]
    assert conflicts(tmp_path, presets) == {against("HS301", *pair), style(*pair)}


def test_each_pair_of_guides_is_told_apart(tmp_path: Path) -> None:
    presets = (CLASSES, FUNCTIONS, CORE)
    assert conflicts(tmp_path, presets) == {
        against("HS301", CLASSES, FUNCTIONS),
        style(CLASSES, FUNCTIONS),
        against("HS303", CLASSES, CORE),
        against("HS115", FUNCTIONS, CORE),
        values("HS104", "allowed", (FUNCTIONS, '["aiohttp"]'), (CORE, '["httpx", "aiohttp"]')),
        values(
            "HS113",
            "allowed",
            (FUNCTIONS, '["run_in_executor", "asyncio.to_thread"]'),
            (CORE, '["anyio.to_thread.run_sync", "asyncio.to_thread"]'),
        ),
        values("HS119", "engine", (CLASSES, '"either"'), (CORE, '"celery"')),
        against("HS406", FUNCTIONS, CORE),
        values(
            "HS613",
            "models",
            (CLASSES, '["**/types.py"]'),
            (CORE, '["**/models.py", "**/schemas.py"]'),
        ),
    }


@pytest.mark.parametrize(
    ("extra", "left"),
    [
        ('select = ["HS301"]\n', {"style"}),
        ('select = ["HS3"]\nignore = ["HS303"]\n', {"style"}),
        ('ignore = ["HS301"]\n', {"style"}),
        ('ignore = ["HS203"]\n', {"HS301"}),
        ('select = ["HS203"]\n', {"HS301", "style"}),
        ('[tool.housestyle.rules.HS203]\nstyle = "union"\n', {"HS301"}),
        (
            '[[tool.housestyle.overrides]]\nfiles = ["a"]\nignore = ["HS2", "HS3"]\n',
            {"HS301", "style"},
        ),
    ],
)
def test_what_settles_a_contradiction(tmp_path: Path, extra: str, left: set[str]) -> None:
    messages = {"HS301": against("HS301", FUNCTIONS, CLASSES), "style": style(FUNCTIONS, CLASSES)}
    assert conflicts(tmp_path, (FUNCTIONS, CLASSES), extra) == {messages[key] for key in left}


def test_a_settled_contradiction_is_as_the_table_says(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(f"""\
[tool.housestyle]
presets = ["{FUNCTIONS}", "{CLASSES}"]
select = ["HS301"]
rules.HS203.style = "optional"
preview = true
""")
    settings = settings_for(str(tmp_path / "a.py"), "flake8")
    assert settings.rules["HS301"].origin == f"preset {FUNCTIONS}"
    assert settings.rules["HS203"].options["style"] == ("optional", "pyproject.toml:4")
