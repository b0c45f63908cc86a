"""mypy finds the same cold, warm, in workers and in its daemon, whatever changed in between."""

from __future__ import annotations

import re
from contextlib import chdir
from typing import TYPE_CHECKING

import pytest
from mypy import api

from tests.engines import MYPY_CONFIG, run
from tests.library import packages_with, table
from tests.mypy_probe import (
    CODE,
    EXPECTED,
    FILES,
    HALF,
    RULE_FILES,
    SERVICE,
    SHAPES,
    Project,
    lines,
    need_support,
)
from tests.projects import write

if TYPE_CHECKING:
    from pathlib import Path

STRICT = SHAPES.replace("Shape = Loose", "Shape = Strict")
WITH_MORE = f"{SHAPES}class More:\n    field: int = 1\n"
WITH_FUNCTION = f"{SERVICE}def more() -> Shape:\n    return value\n"
WAITING = "import queue\n\n\nasync def f(jobs: queue.Queue[str]) -> str:\n    return jobs.get()\n"
OTHER_PLUGIN = """\
from mypy.plugin import Plugin

class Other(Plugin):
    def get_type_analyze_hook(self, fullname):
        return analyze if fullname == "builtins.str" else None
    def get_function_hook(self, fullname):
        return call if fullname == "app.shapes.load" else None

def analyze(ctx):
    if ctx.type.name == "str" and ctx.api.api.cur_mod_id == "app.text":
        ctx.api.fail("text", ctx.context)
    return ctx.api.named_type("builtins.str", [])

def call(ctx):
    ctx.api.fail("call", ctx.context)
    return ctx.default_return_type

def plugin(version):
    return Other
"""
MODES = {
    "one-process": [],
    "no-native-parser": ["--no-native-parser"],
    "sqlite": ["--sqlite-cache"],
    "json-cache": ["--no-fixed-format-cache"],
    "fine-grained": ["--cache-fine-grained"],
    "one-phase": ["--no-local-partial-types"],
    "workers": ["-n2"],
}


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packages_with(tmp_path_factory.mktemp("library"), RULE_FILES)


@pytest.fixture
def project(tmp_path: Path, library: Path) -> Project:
    return Project(write(tmp_path / "project", FILES), library)


@pytest.mark.parametrize("mode", MODES)
def test_what_changes_between_runs(project: Project, mode: str) -> None:
    flags = MODES[mode]
    need_support(*flags)
    assert project.mypy(*flags) == EXPECTED
    assert project.mypy(*flags) == EXPECTED
    project.write(shapes=WITH_MORE)
    assert project.mypy(*flags) == EXPECTED
    project.write(shapes=STRICT)
    assert project.mypy(*flags) == [f"app/service.py:5:12: error: loose call of load  {CODE}"]
    project.write(shapes=SHAPES, service=WITH_FUNCTION)
    more = f"app/service.py:13:1: error: loose return of more  {CODE}"
    assert project.mypy(*flags) == sorted([*EXPECTED, more])
    project.write(service=SERVICE)
    assert project.mypy(*flags) == EXPECTED


def test_a_changed_table_rechecks_what_it_governs(project: Project) -> None:
    settings = project.folder / "pyproject.toml"
    assert project.mypy() == EXPECTED
    settings.write_text(table("HS997", extra='rules.HS997.word = "lax"\n'))
    assert project.mypy() == [line.replace("loose ", "lax ") for line in EXPECTED]
    settings.write_text(table("HS311"))
    assert project.mypy() == []
    settings.write_text(table("HS997", extra='engines = ["mypy"]\n'))
    alone = f"app/service.py:2:1: error: loose class Direct  {CODE}"
    assert project.mypy() == sorted([*EXPECTED, alone])
    write(project.folder, {"pyproject.toml": table("HS997"), "app/pyproject.toml": table()})
    assert project.mypy() == []
    (project.folder / "app/pyproject.toml").unlink()
    assert project.mypy() == EXPECTED


def test_a_changed_rule_file_rechecks_everything(tmp_path: Path) -> None:
    library = packages_with(tmp_path / "library", RULE_FILES)
    project = Project(write(tmp_path / "project", FILES), library)
    rule = library / HALF.format("mypy_housestyle")
    assert project.mypy() == EXPECTED
    rule.write_text(rule.read_text().replace("return of", "the result of"))
    assert project.mypy() == [line.replace("return of", "the result of") for line in EXPECTED]


def test_a_changed_rule_file_rechecks_what_another_program_has_in_the_cache(tmp_path: Path) -> None:
    library = packages_with(tmp_path / "library", RULE_FILES)
    project = Project(write(tmp_path / "project", {**FILES, "other.py": "x = 1\n"}), library)
    rule = library / HALF.format("mypy_housestyle")
    assert project.mypy() == EXPECTED
    rule.write_text(rule.read_text().replace("return of", "the result of"))
    assert project.run("mypy", "--cache-dir=.cache", "other.py").status == 0
    assert project.mypy() == [line.replace("return of", "the result of") for line in EXPECTED]


def test_an_unchanged_project_is_not_checked_again(project: Project) -> None:
    project.mypy()
    done = project.run("mypy", "--cache-dir=.cache", "-v", "app")
    assert "0 stale" in done.err or "No stale" in done.err or "Queuing" not in done.err
    assert lines(done.out) == EXPECTED


def test_one_process_keeps_the_cache_of_several_programs(tmp_path: Path) -> None:
    table = '[tool.housestyle]\npresets = []\nselect = ["HS101"]\nengines = ["mypy"]\n'
    files = {"pyproject.toml": table, "mypy.ini": MYPY_CONFIG, "module.py": WAITING}
    for name in ("one", "two"):
        with chdir(write(tmp_path / name, files)):
            found, said, _ = api.run(["-v", f"--cache-dir={tmp_path / 'cache'}", "module.py"])
        assert found.count("[hs-blocking-call-in-async]") == 1
    assert "Metadata fresh for builtins" in said


def test_imports_that_are_followed_silently(project: Project) -> None:
    for _ in ("cold", "warm"):
        done = project.run("mypy", "--follow-imports=silent", "app/main.py")
        quiet = [line for line in EXPECTED if line.startswith(("app/main.py", "app/typed.pyi"))]
        assert lines(done.out) == quiet


def test_a_disabled_code(project: Project) -> None:
    assert project.cold("--disable-error-code=hs-loose-shape") == []
    section = "[mypy-app.service]\ndisable_error_code = hs-loose-shape\n"
    (project.folder / "mypy.ini").write_text(FILES["mypy.ini"] + section)
    rest = [line for line in EXPECTED if "service.py" not in line]
    assert project.mypy() == rest
    assert project.mypy() == rest


def test_type_ignore(project: Project) -> None:
    ignored = SERVICE.replace(
        "def give() -> Shape:", "def give() -> Shape:  # type: ignore[hs-loose-shape]"
    ).replace("class Service:", "class Service:  # type: ignore[hs-loose-shape]")
    project.write(service=ignored)
    wanted = [line for line in EXPECTED if "return of give" not in line]
    unused = 'app/service.py:6: error: Unused "type: ignore" comment  [unused-ignore]'
    for _ in ("cold", "warm"):
        assert project.mypy("--warn-unused-ignores") == sorted([*wanted, unused])
    project.write(shapes=WITH_MORE)
    assert project.mypy("--warn-unused-ignores") == sorted([*wanted, unused])


def test_a_module_that_mypy_cannot_resolve(project: Project) -> None:
    project.write(service=SERVICE.replace("class Service:", "import nowhere\nclass Service:"))
    for _ in ("cold", "warm"):
        found = project.mypy()
        ours = [line.partition(": error: ")[2] for line in found if CODE in line]
        assert sorted(ours) == sorted(line.partition(": error: ")[2] for line in EXPECTED)
        assert [line for line in found if "import-not-found" in line]


def test_a_module_with_a_syntax_error(project: Project) -> None:
    project.mypy()
    project.write(main="def main(:\n")
    done = project.run("mypy", "--cache-dir=.cache", "app")
    assert (done.status, done.err) == (2, "")
    assert "[syntax]" in done.out
    project.write(main=FILES["app/main.py"])
    assert project.mypy() == EXPECTED


@pytest.mark.parametrize("flags", [[], ["-n2"], ["--no-native-parser"]], ids=str)
def test_a_faulty_table_ends_mypy_with_what_is_wrong(project: Project, flags: list[str]) -> None:
    need_support(*flags)
    settings = project.folder / "pyproject.toml"
    for warm in (False, True):
        settings.write_text("[tool.housestyle]\nselct = []\nzz = 1\n")
        done = project.run("mypy", *flags, "app")
        said = (done.out + done.err).splitlines()
        assert done.status == 2
        assert said == [
            f"{settings}:2: unknown key `selct` in [tool.housestyle] (did you mean `select`?)",
            f"{settings}:3: unknown key `zz` in [tool.housestyle]",
        ]
        if not warm:
            settings.write_text(FILES["pyproject.toml"])
            assert project.mypy(*flags, cache=".mypy_cache") == EXPECTED


@pytest.mark.parametrize("flags", [[], ["-n2"]], ids=str)
def test_a_plugin_in_front_is_told_once(project: Project, flags: list[str]) -> None:
    need_support(*flags)
    config = project.folder / "mypy.ini"
    config.write_text("[mypy]\nplugins = mypy_housestyle, pydantic.mypy\n")
    done = project.run("mypy", *flags, "app")
    assert (done.err, done.out.count(CODE)) == ("", len(EXPECTED))
    config.write_text("[mypy]\nplugins = pydantic.mypy, mypy_housestyle\n")
    done = project.run("mypy", *flags, "app")
    assert done.out.count(CODE) == len(EXPECTED)
    (said,) = done.err.splitlines()
    assert said.startswith("housestyle: put `mypy_housestyle` first in mypy's `plugins`: pydantic")


def test_a_plugin_that_is_listed_twice_works_once(project: Project) -> None:
    config = project.folder / "mypy.ini"
    config.write_text("[mypy]\nplugins = mypy_housestyle, pydantic.mypy, mypy_housestyle:plugin\n")
    done = project.run("mypy", "app")
    assert (done.status, done.err, done.out.count(CODE)) == (1, "", len(EXPECTED))


def test_a_plugin_behind_is_asked_about_what_ours_is_about(project: Project) -> None:
    (project.folder / "other.py").write_text(OTHER_PLUGIN)
    config = project.folder / "mypy.ini"
    config.write_text(config.read_text().replace("mypy_housestyle", "mypy_housestyle, ./other.py"))
    project.write(text='name: str = ""\n')
    others = ["app/service.py:5:12: error: call  [misc]", "app/text.py:1:7: error: text  [misc]"]
    assert project.cold() == sorted([*EXPECTED, *others])


def test_a_shadow_file_is_read_in_the_place_of_the_module(project: Project) -> None:
    shadow = project.folder.parent / "unsaved.py"
    shadow.write_text(f"\n\n{SERVICE}")
    arguments = ("--shadow-file", "app/service.py", str(shadow))
    moved = [
        re.sub(r"service\.py:(\d+)", lambda match: f"service.py:{int(match[1]) + 2}", line)
        for line in EXPECTED
    ]
    assert project.cold(*arguments) == sorted(moved)


@pytest.mark.parametrize("flags", [[], ["-n2"]], ids=str)
def test_rules_read_the_source_of_a_shadow_file(tmp_path: Path, flags: list[str]) -> None:
    need_support(*flags)
    saved = "from queue import Queue\n\nasync def f(jobs: Queue[str]) -> None: ...\n"
    unsaved = (
        "from queue import Queue\n\n\n"
        "async def f(jobs: Queue[str]) -> None:\n"
        "    jobs.get(block=False)\n"
        "    jobs.get()\n"
        "    jobs.put(1)  # wrong for mypy itself\n"
    )
    only = '[tool.housestyle]\npresets = []\nselect = ["HS101"]\nengines = ["mypy"]\n'
    write(tmp_path, {"pyproject.toml": only, "a.py": saved, "unsaved": unsaved})
    (tmp_path / "mypy.ini").write_text("[mypy]\nplugins = mypy_housestyle\n")
    found = run("mypy", *flags, "--shadow-file", "a.py", "unsaved", "a.py", cwd=tmp_path)
    if "[arg-type]" not in found.out:
        pytest.skip("the workers of this mypy read the file itself")
    said = [line for line in found.out.splitlines() if "`queue.Queue.get`" in line]
    assert [line.partition(": error")[0] for line in said] == ["a.py:6"]


@pytest.mark.parametrize("flags", [[], ["-n2"]], ids=str)
def test_a_fault_that_only_a_rule_of_flake8_can_find(project: Project, flags: list[str]) -> None:
    need_support(*flags)
    extra = 'rules.HS303.max = "three"\n'
    (project.folder / "pyproject.toml").write_text(table("HS997", extra=extra))
    done = project.run("mypy", *flags, "app")
    said = (done.out + done.err).splitlines()
    place = f"{project.folder / 'pyproject.toml'}:4: "
    assert (done.status, len(said)) == (2, 1), said
    assert said[0].startswith(f"{place}`max` in [tool.housestyle.rules.HS303]: expected `int`")


BROKEN_RULE = '''"""Broken"""
from mypy.nodes import FuncDef
from mypy_housestyle.report import Finding

def fail(where):
    if where == "{where}":
        raise ValueError("on purpose")

def check(node: FuncDef, context):
    fail("check")
    return []

def wanted(callee, settings):
    fail("wanted")
    return "app.shapes.load" in callee.names or None

def check_call(call, what):
    fail("check_call")
    return []

def about():
    fail("about")
    return ()

'''


@pytest.mark.parametrize("where", ["about", "check", "wanted", "check_call"])
def test_a_broken_rule_is_reported_and_spares_the_others(tmp_path: Path, where: str) -> None:
    rule = "mypy_housestyle/rules/hs998_broken_on_purpose.py"
    broken = {rule: BROKEN_RULE.format(where=where)}
    library = packages_with(tmp_path / "library", {**RULE_FILES, **broken})
    project = Project(write(tmp_path / "project", FILES), library)
    (project.folder / "pyproject.toml").write_text(table("HS997", "HS998"))
    found = project.cold()
    told = [line for line in found if "[hs-broken-rule]" in line]
    assert sorted(set(found) - set(told)) == EXPECTED
    assert told
    for line in told:
        assert "error: HS998 (broken-on-purpose) failed here with ValueError" in line
    if where == "about":
        modules = [line.partition(":")[0] for line in told]
        assert sorted(set(modules)) == sorted(modules), "once a module"
