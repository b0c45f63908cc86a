"""The list of rules, read from their file names.

`hs101_blocking_call_in_async.py` is HS101, blocking-call-in-async.
Nothing is imported to list them, so flake8 knows the typed rules without importing mypy.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from housestyle_core.readings import READINGS, is_precise
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

ENGINES = {"flake8": "flake8_housestyle", "mypy": "mypy_housestyle"}
RULE_FILE = re.compile(r"(hs\d{3})_([a-z]+(?:_[a-z]+)*)\.py")


class Rule(Record):
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
        for code, stem, module in _rule_modules(package):
            rule = found.setdefault(code.upper(), Rule(code.upper(), stem.replace("_", "-"), {}))
            modules = {**rule.modules, engine: f"{package}.rules.{module}"}
            found[rule.code] = rule._replace(modules=modules)
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


def _rule_modules(package: str) -> list[tuple[str, str, str]]:
    """The code, the name and the module of each rule in a package, if there is this package."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return []
    names = sorted(os.listdir(os.path.join(os.path.dirname(spec.origin), "rules")))
    found = filter(None, map(RULE_FILE.fullmatch, names))
    return [(match[1], match[2], match[0].removesuffix(".py")) for match in found]
