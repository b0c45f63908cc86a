"""What makes an earlier answer of mypy stale: another release, rule file or configuration."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from housestyle_core import __version__
from housestyle_core.catalogue import ENGINES
from housestyle_core.config import ConfigError, settings_for
from housestyle_core.config.load import forget

if TYPE_CHECKING:
    from housestyle_core.config import Settings

_seen: dict[str, str] = {}


@lru_cache(maxsize=1)
def code_digest() -> str:
    """A digest of the release and of every file of it that decides on a finding."""
    digest = hashlib.sha256(__version__.encode())
    for package in (*ENGINES.values(), "housestyle_core"):
        spec = find_spec(package)
        assert spec is not None, package
        assert spec.origin is not None, package
        for file in sorted(Path(spec.origin).parent.rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@lru_cache(maxsize=1024)
def fingerprint(settings: Settings) -> str:
    """A digest of all that a configuration can change in the findings of the mypy engine."""
    rules = [
        (code, sorted((name, setting.value) for name, setting in state.options.items()))
        for code, state in settings.rules.items()
    ]
    values = (
        settings.engines.value,
        settings.target_python.value,
        settings.first_party.value,
        sorted(settings.layers.value.items()),
    )
    return hashlib.sha256(repr((rules, values)).encode()).hexdigest()[:16]


def remember(folder: str, settings: Settings) -> None:
    """Note what held for a folder when its modules were checked in this process."""
    _seen.setdefault(folder, fingerprint(settings))


def snapshot() -> str:
    """The release, and what of the remembered configuration is no longer as it was.

    A fresh process has nothing to compare and gets the release alone, so a changed table empties
    the cache of nobody but a running daemon, which does not read it for the modules it holds.
    """
    if not _seen:
        return f"{__version__}+{code_digest()}"
    forget()
    changed = [f"{folder}={now}" for folder, was in _seen.items() if (now := _now(folder)) != was]
    return "+".join((__version__, code_digest(), *sorted(changed)))


def _now(folder: str) -> str:
    try:
        return fingerprint(settings_for(folder, "mypy"))
    except ConfigError:
        return "faulty"
