"""A project on disk, a typed rule about it that only tests have, and mypy in its modes over it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest
from mypy.main import process_options

from tests.engines import Result, run
from tests.library import table
from tests.projects import write

if TYPE_CHECKING:
    from pathlib import Path

HALF = "{}/rules/hs997_loose_shape.py"
OPTIONS = """from typing import NamedTuple

class Options(NamedTuple):
    word: str = "loose"
"""
FLAKE8_HALF = '''"""Loose"""
import ast
from housestyle_core.finding import Finding
from housestyle_core.probe_options import Options

def check(node: ast.ClassDef, context, options: Options):
    if any(context.resolve(base) == "app.shapes.Loose" for base in node.bases):
        yield Finding(node, f"{options.word} base")
'''
MYPY_HALF = '''"""Loose"""
from mypy.nodes import ClassDef, FuncDef
from mypy.types import CallableType, Instance, get_proper_type
from housestyle_core.probe_options import Options
from mypy_housestyle.report import Finding

LOOSE = "app.shapes.Loose"
CALLS = {"app.shapes.load": "load", LOOSE + ".close": "close", LOOSE: "constructor"}

def check(node: FuncDef | ClassDef, context, options: Options):
    if isinstance(node, ClassDef):
        if node.info.has_base(LOOSE) and node.info.fullname != LOOSE:
            yield Finding(node, f"{options.word} class {node.name}")
    elif isinstance(node.type, CallableType):
        returned = get_proper_type(node.type.ret_type)
        if isinstance(returned, Instance) and returned.type.has_base(LOOSE):
            yield Finding(node, f"{options.word} return of {node.name}")

def wanted(callee, settings, options: Options):
    return next((CALLS[name] for name in callee.names if name in CALLS), None)

def check_call(call, what, options: Options):
    yield Finding(call.node, f"{options.word} call of {what}")
'''
RULE_FILES = {
    "housestyle_core/probe_options.py": OPTIONS,
    HALF.format("flake8_housestyle"): FLAKE8_HALF,
    HALF.format("mypy_housestyle"): MYPY_HALF,
}
SHAPES = """\
class Loose:
    def close(self) -> int:
        return 1
class Strict:
    def close(self) -> int:
        return 2
Shape = Loose
def load() -> Shape:
    return Shape()
"""
SERVICE = """\
from app.shapes import Loose, Shape, load
class Direct(Loose): ...
class Sub(Shape): ...
def give() -> Shape:
    return load()
class Service:
    async def method(self, sub: Sub) -> int:
        return sub.close()
    @property
    def prop(self) -> Shape:
        return give()
value = give()
"""
FILES = {
    "pyproject.toml": table("HS997"),
    "mypy.ini": "[mypy]\nplugins = mypy_housestyle\nshow_column_numbers = true\n",
    "app/__init__.py": "",
    "app/shapes.py": SHAPES,
    "app/service.py": SERVICE,
    "app/typed.pyi": "from app.shapes import Shape\ndef stubbed() -> Shape: ...\n",
    "app/main.py": "from app.service import value\nfrom app.typed import stubbed\n"
    "def main() -> None:\n    value.close()\n    stubbed().close()\n",
}
CODE = "[hs-loose-shape]"
EXPECTED = sorted(
    f"app/{place}: error: loose {message}  {CODE}"
    for place, message in [
        ("shapes.py:8:1", "return of load"),
        ("shapes.py:9:12", "call of constructor"),
        ("service.py:3:1", "class Sub"),
        ("service.py:4:1", "return of give"),
        ("service.py:5:12", "call of load"),
        ("service.py:8:16", "call of close"),
        ("service.py:10:5", "return of prop"),
        ("typed.pyi:2:1", "return of stubbed"),
        ("main.py:4:5", "call of close"),
        ("main.py:5:5", "call of close"),
    ]
)


class Project(NamedTuple):
    """The folder of a project, and that of the packages which check it."""

    folder: Path
    library: Path

    def write(self, **files: str) -> None:
        """Write modules of `app` by name, in place of what they were."""
        write(self.folder / "app", {f"{name}.py": text for name, text in files.items()})

    def run(self, *arguments: str) -> Result:
        """Run a module of Python in the project's folder.

        Once more where the machine was too busy for mypy, which gives its workers three seconds.
        """
        for _ in range(3):
            done = run(*arguments, cwd=self.folder, PYTHONPATH=str(self.library))
            if "Failed to establish connection with worker" not in done.out:
                break
        return done

    def mypy(self, *flags: str, cache: str = ".cache") -> list[str]:
        """The lines that mypy prints, sorted, but for its summary."""
        done = self.run("mypy", f"--cache-dir={cache}", *flags, "app")
        assert done.err == ""
        return lines(done.out)

    def cold(self, *flags: str) -> list[str]:
        """What mypy says without a cache, in one process."""
        return self.mypy(*flags, cache="/dev/null")


def lines(out: str) -> list[str]:
    """What mypy or its daemon printed, sorted, without what it says of itself."""
    about_itself = re.compile(r"(Found \d+ errors? in|Success: |Daemon |Restarting: ).*")
    return sorted(line for line in out.splitlines() if not about_itself.match(line))


def supported(*flags: str) -> bool:
    """Whether the installed mypy knows these flags."""
    try:
        process_options([*flags, "-m", "app"])
    except SystemExit:
        return False
    return True


def need_support(*flags: str) -> None:
    """Skip a test where the installed mypy does not know these flags."""
    if not supported(*flags):
        pytest.skip("this mypy has no such flag")
