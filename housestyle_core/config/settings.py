"""What holds for one file, and where each value came from."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Generic, TypeVar

from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from housestyle_core.catalogue import Rule

Value = TypeVar("Value")

HEADER = "tool.housestyle"
ENGINE_NAMES = ("flake8", "mypy")
DEFAULT = "default"
OLDEST_PYTHON = (3, 11)
LAYERS: Mapping[str, tuple[str, ...]] = {
    "router": (
        "**/routes.py",
        "**/router.py",
        "**/routers",
        "**/routes",
        "**/api",
    ),
    "service": ("**/service.py", "**/services.py", "**/services", "**/*_service.py"),
    "repository": (
        "**/store.py",
        "**/repository.py",
        "**/repositories",
        "**/*_repository.py",
        "**/crud",
        "**/crud.py",
    ),
}


class Setting(Record, Generic[Value]):
    """A value and its origin: `default`, a preset, or a place in a `pyproject.toml`."""

    value: Value
    origin: str = DEFAULT


class RuleSettings(Record):
    """A rule that is on: why, the options that somebody set, whether it was asked for by name."""

    rule: Rule
    origin: str
    options: Mapping[str, Setting[object]]
    asked: bool = False

    def load(self, engine: str) -> tuple[ModuleType, tuple[object, ...]]:
        """The module that `engine` runs, and its options: one object, none for a rule without."""
        module = self.rule.load(engine)
        declared = getattr(module, "Options", None)
        values = {name: setting.value for name, setting in self.options.items()}
        return module, (declared(**values),) if declared else ()


class Settings(Record):
    """What holds for the files of a folder, but for those that an override names."""

    root: Path
    rules: Mapping[str, RuleSettings]
    presets: Setting[tuple[str, ...]] = Setting(("recommended",))
    preview: Setting[bool] = Setting(value=False)
    engines: Setting[tuple[str, ...]] = Setting(ENGINE_NAMES)
    target_python: Setting[tuple[int, int]] = Setting(OLDEST_PYTHON)
    first_party: Setting[tuple[str, ...]] = Setting(())
    layers: Setting[Mapping[str, tuple[str, ...]]] = Setting(LAYERS)
    held_back: tuple[Rule, ...] = ()  # on but for not being proven precise
    ignored: tuple[tuple[Rule, str], ...] = ()  # on but for an `ignore`, with its place

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    def enabled(self, engine: str) -> list[RuleSettings]:
        """The rules that `engine` runs."""
        on = self.rules.values() if engine in self.engines.value else ()
        return [state for state in on if engine in state.rule.modules]

    def alone(self, engine: str) -> bool:
        """Whether `engine` is the only one the team runs, and so reports what both would."""
        return self.engines.value == (engine,)

    def relative(self, path: str) -> PurePosixPath:
        """The path of a file below the folder of its configuration."""
        return _relative(path, self.root)


@lru_cache(maxsize=1024)
def _relative(path: str, root: Path) -> PurePosixPath:
    return PurePosixPath(Path(os.path.relpath(path, root)).as_posix())


@lru_cache(maxsize=256)
def found_first_party(root: Path) -> tuple[str, ...]:
    """The packages and modules that lie in `root` or in its `src` folder."""
    folders = [folder for folder in (root, root / "src") if folder.is_dir()]
    entries = [entry for folder in folders for entry in os.scandir(folder)]
    names = {
        entry.name.removesuffix(".py")
        for entry in entries
        if entry.name.endswith(".py") or os.path.isfile(os.path.join(entry.path, "__init__.py"))
    }
    return tuple(sorted(name for name in names if name.isidentifier()))
