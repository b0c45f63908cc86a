"""By what keys the libraries that block are used (see `use_keys`), package by package."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.facts.blocking.lookup import owners
from housestyle_core.facts.blocking.public_names import PUBLIC
from mypy_housestyle.facts.use_keys import key_of_method, key_of_property

if TYPE_CHECKING:
    from collections.abc import Iterator


@lru_cache(maxsize=1)
def keys_by_package() -> dict[str, set[str]]:
    """The keys of what blocks, by the packages that have it and those that define it for them."""
    calls = {f"{owner}.{name}" for owner, names in owners().items() for name in names.calls}
    homes: dict[str, set[str]] = {}
    for name, public in PUBLIC.items():
        if public in calls:
            calls.add(name)
        homes.setdefault(public, set()).add(name.partition(".")[0])
    keys: dict[str, set[str]] = {}
    for name in calls:
        parts = name.split(".")
        key = key_of_method(parts[-1])
        around = (".".join(parts[:length]) for length in range(1, len(parts) + 1))
        for package in {parts[0]}.union(*(homes.get(part, ()) for part in around)):
            keys.setdefault(package, set()).add(key)
    return keys


def extra_keys(extra: tuple[str, ...]) -> Iterator[str]:
    """The keys of calls and properties that a configuration adds."""
    for name in (*extra, *(name for name, public in PUBLIC.items() if public in extra)):
        last = name.rpartition(".")[2]
        yield from (key_of_method(last), key_of_property(last))


@lru_cache(maxsize=1)
def classes_that_block() -> frozenset[str]:
    """The classes of which any method blocks, by all their names."""
    whole = {name for name, owner in owners().items() if "*" in owner.calls}
    defined = {
        defined + name.removeprefix(public)
        for defined, public in PUBLIC.items()
        for name in whole
        if f"{name}.".startswith(f"{public}.")
    }
    return frozenset(whole | defined)


@lru_cache(maxsize=1)
def packages_that_block() -> frozenset[str]:
    """The packages of those classes."""
    return frozenset(name.partition(".")[0] for name in classes_that_block())
