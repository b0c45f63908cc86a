"""The list of rules, read from their file names.

`hs101_blocking_call_in_async.py` is HS101, blocking-call-in-async.
Nothing is imported to list them, so flake8 knows the typed rules without importing mypy.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from housestyle_core.readings import READINGS, is_precise

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

ENGINES = {"flake8": "flake8_housestyle", "mypy": "mypy_housestyle"}
RULE_FILE = re.compile(r"(hs\d{3})_([a-z]+(?:_[a-z]+)*)\.py")


class Rule(NamedTuple):
    """One rule; `modules` maps each engine that has a half of it to the module with that half."""

    code: str
    name: str
    modules: Mapping[str, str]

    @property
    def mypy_code(self) -> str:
        """The error code that mypy shows: the name, for some editors drop codes with digits."""
        return f"hs-{self.name}"

    @property
    def preview(self) -> bool:
        """True until its findings on real code were read and found precise."""
        return not is_precise(READINGS.get(self.code, ()))

    def load(self, engine: str) -> ModuleType:
        """Import the half of the rule that `engine` runs; KeyError where it has none."""
        return import_module(self.modules[engine])


@lru_cache(maxsize=1)
def rules() -> Mapping[str, Rule]:
    """Every rule by its code, sorted."""
    found: dict[str, Rule] = {}
    for engine, package in ENGINES.items():
        for file in _rule_files(package):
            code, stem = RULE_FILE.fullmatch(file.name).groups()  # type: ignore[union-attr]
            rule = found.setdefault(code.upper(), Rule(code.upper(), stem.replace("_", "-"), {}))
            found[rule.code] = rule._replace(
                modules={**rule.modules, engine: f"{package}.rules.{file.stem}"}
            )
    return dict(sorted(found.items()))


@lru_cache(maxsize=1)
def by_name() -> Mapping[str, Rule]:
    """Every rule under its name and under its code."""
    return {key: rule for rule in rules().values() for key in (rule.code, rule.name)}


def matching(selector: str) -> list[Rule]:
    """The rules that a code, a name or a prefix of codes (`HS1`) means; none if it means none."""
    if exact := by_name().get(selector):
        return [exact]
    if not re.fullmatch(r"HS\d{0,3}", selector):
        return []
    return [rule for rule in rules().values() if rule.code.startswith(selector)]


def _rule_files(package: str) -> list[Path]:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return []
    folder = Path(spec.origin).parent / "rules"
    return sorted(file for file in folder.iterdir() if RULE_FILE.fullmatch(file.name))
