"""In which modules a project defines its classes and functions of each kind."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Literal

from housestyle_core.config.globs import matches
from housestyle_core.facts.modules import is_migration, is_script, is_test
from housestyle_core.record import Record

if TYPE_CHECKING:
    from pathlib import PurePosixPath

Kind = Literal["consumers", "entities", "exceptions", "models", "settings"]
FunctionKind = Literal["consumers", "dependencies", "routes", "tasks"]
NOUNS = {
    "consumers": "a consumer",
    "dependencies": "a dependency",
    "entities": "an entity",
    "exceptions": "an exception",
    "models": "a model",
    "routes": "a route",
    "settings": "a class of settings",
    "tasks": "a task",
}
SETTINGS_BASES = ("pydantic_settings.BaseSettings", "pydantic.BaseSettings")
ENTITY_BASES = ("django.db.models.Model", "tortoise.models.Model", "peewee.Model")
TABLE_MARKS = ("__tablename__", "__table__")


class Options(Record):
    """Globs of modules, below the folder of the configuration; where there are none, all is clean.

    `entities`, `exceptions`, `models` (of Pydantic) and `settings` are for classes; `routes` for
    handlers, `dependencies` for what FastAPI's `Depends` calls, `consumers` for what takes
    messages, `tasks` for what a worker runs. `named` is for classes by their names, such as
    `*Store = **/store.py`.
    """

    entities: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    dependencies: tuple[str, ...] = ()
    consumers: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def class_message(
    name: str, kind: Kind | None, path: PurePosixPath, options: Options
) -> str | None:
    """What is said of a class that does not belong into the module at `path`."""
    by_name, globs = _by_name(name, options.named), getattr(options, kind or "", ())
    if name.startswith("_") or is_exempt(path):
        return None
    if by_name:
        return (
            None
            if _is_at(path, by_name)
            else f"`{name}` is misplaced: define it in {_listed(by_name)}"
        )
    if not globs or _is_at(path, globs):
        return None
    return f"`{name}` is {NOUNS[kind or '']}: define it in {_listed(globs)}"


def function_message(
    name: str, kind: FunctionKind, path: PurePosixPath, options: Options
) -> str | None:
    """What is said of a function that does not belong into the module at `path`."""
    globs = getattr(options, kind)
    if not globs or is_exempt(path) or _is_at(path, globs):
        return None
    return f"{name} is {NOUNS[kind]}: define it in {_listed(globs)}"


def consuming_message(name: str, path: PurePosixPath, options: Options) -> str | None:
    """What is said of a call that takes messages in the module at `path`."""
    globs = options.consumers
    if not globs or is_exempt(path) or _is_at(path, globs):
        return None
    return f"`{name}` takes messages: do that in {_listed(globs)}"


def is_exempt(path: PurePosixPath) -> bool:
    """Whether a module may define what it likes: tests, scripts and migrations."""
    return is_test(path) or is_script(path) or is_migration(path)


def _by_name(name: str, named: tuple[str, ...]) -> tuple[str, ...]:
    pairs = (entry.partition("=") for entry in named)
    return tuple(glob.strip() for pattern, _, glob in pairs if fnmatchcase(name, pattern.strip()))


def _is_at(path: PurePosixPath, globs: tuple[str, ...]) -> bool:
    return any(matches(glob, path.as_posix()) for glob in globs)


def _listed(globs: tuple[str, ...]) -> str:
    return " or ".join(f"`{glob}`" for glob in globs)
