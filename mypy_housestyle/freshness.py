"""What makes an earlier answer of mypy stale: another release, rule file or configuration."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from importlib.util import find_spec
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from housestyle_core import __version__
from housestyle_core.catalogue import ENGINES
from housestyle_core.config import ConfigError
from housestyle_core.config.find import folder_of, source_for
from housestyle_core.config.load import forget
from housestyle_core.config.settings import found_first_party
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator


class Seen(Record):
    """The fingerprint for a folder, and the working directory that it was taken in."""

    start: str
    fingerprint: str


_seen: dict[str, Seen] = {}


@lru_cache(maxsize=1)
def code_digest() -> str:
    """A digest of the release and of every file of it that decides on a finding, as they were when
    `snapshot` was last asked for.
    """
    digest = hashlib.blake2b(__version__.encode(), digest_size=8)
    for package in (*ENGINES.values(), "housestyle_core"):
        spec = find_spec(package)
        assert spec is not None, package
        assert spec.origin is not None, package
        for file in _modules(os.path.dirname(spec.origin)):
            digest.update(Path(file).read_bytes())
    return digest.hexdigest()


def _modules(folder: str) -> Iterator[str]:
    """The Python files in a folder and below it, always in the same order."""
    for entry in sorted(os.scandir(folder), key=attrgetter("name")):
        if entry.is_dir():
            yield from _modules(entry.path)
        elif entry.name.endswith(".py"):
            yield entry.path


def fingerprint(path: str, start: str) -> str:
    """A digest of the table that holds for a module, read and not judged: warm runs need no more.

    Where the table lies is told from `start`, so that a cache can move with its program.
    Raises ConfigError for a table that is not TOML.
    """
    source = source_for(folder_of(path))
    if source is None:
        return ""
    root = source.path.parent
    project = source.document.get("project")
    python = project.get("requires-python") if isinstance(project, dict) else None
    decisive = (os.path.relpath(root, start), source.table, python, found_first_party(root))
    return hashlib.sha256(repr(decisive).encode()).hexdigest()[:16]


def remember(path: str) -> str:
    """The code and the fingerprint for a module, which is noted as what holds for its folder.

    The code is in it for a cache that runs over several programs share: mypy empties no more of it
    than the first of them uses when `snapshot` changes.
    """
    return _remembered(os.path.dirname(path))


@lru_cache(maxsize=4096)
def _remembered(folder: str) -> str:
    seen = Seen(os.getcwd(), fingerprint(folder, os.curdir))
    _seen.setdefault(os.path.abspath(folder), seen)
    return f"{code_digest()} {seen.fingerprint}"


def snapshot() -> str:
    """The release, and what of the remembered configuration is no longer as it was.

    A fresh process remembers nothing and gets the release alone, so a changed table empties
    nobody's cache; a running daemon sees another snapshot and starts anew.
    """
    forget()
    code_digest.cache_clear()
    _remembered.cache_clear()
    found = {folder: (was.fingerprint, _now(folder, was.start)) for folder, was in _seen.items()}
    changed = [f"{folder}={now}" for folder, (was, now) in found.items() if now != was]
    return "+".join((__version__, code_digest(), *sorted(changed)))


def _now(folder: str, start: str) -> str:
    try:
        return fingerprint(folder, start)
    except ConfigError:
        return "faulty"
