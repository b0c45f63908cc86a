"""In which modules a project defines its models, entities, exceptions and settings."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Literal, NamedTuple

from housestyle_core.config.globs import matches
from housestyle_core.facts.modules import is_migration, is_script, is_test

if TYPE_CHECKING:
    from pathlib import PurePosixPath

Kind = Literal["entities", "exceptions", "models", "settings"]
NOUNS = {
    "entities": "an entity",
    "exceptions": "an exception",
    "models": "a model",
    "settings": "a class of settings",
}
SETTINGS_BASES = ("pydantic_settings.BaseSettings", "pydantic.BaseSettings")
ENTITY_BASES = ("django.db.models.Model", "tortoise.models.Model", "peewee.Model")
TABLE_MARKS = ("__tablename__", "__table__")


class Options(NamedTuple):
    """Globs of modules, below the folder of the configuration; where there are none, all is clean.

    `entities`, `exceptions`, `models` (of Pydantic) and `settings` are for classes, `routes` for
    handlers. `named` is for classes by their names, such as `*Store = **/store.py`.
    """

    entities: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def class_message(
    name: str, kind: Kind | None, path: PurePosixPath, options: Options
) -> str | None:
    """What is said of a class that does not belong into the module at `path`."""
    by_name, globs = _by_name(name, options.named), getattr(options, kind or "", ())
    if name.startswith("_") or is_exempt(path):
        return None
    if by_name:
        return None if _is_at(path, by_name) else f"`{name}` is misplaced: {_remedy(by_name)}"
    if not globs or _is_at(path, globs):
        return None
    return f"`{name}` is {NOUNS[kind or '']}: {_remedy(globs)}"


def route_message(name: str, path: PurePosixPath, options: Options) -> str | None:
    """What is said of a route handler that does not belong into the module at `path`."""
    if not options.routes or is_exempt(path) or _is_at(path, options.routes):
        return None
    return f"`{name}` is a route: {_remedy(options.routes)}"


def is_exempt(path: PurePosixPath) -> bool:
    """Whether a module may define what it likes: tests, scripts and migrations."""
    return is_test(path) or is_script(path) or is_migration(path)


def _by_name(name: str, named: tuple[str, ...]) -> tuple[str, ...]:
    pairs = (entry.partition("=") for entry in named)
    return tuple(glob.strip() for pattern, _, glob in pairs if fnmatchcase(name, pattern.strip()))


def _is_at(path: PurePosixPath, globs: tuple[str, ...]) -> bool:
    return any(matches(glob, path.as_posix()) for glob in globs)


def _remedy(globs: tuple[str, ...]) -> str:
    return f"define it in {' or '.join(f'`{glob}`' for glob in globs)}"
