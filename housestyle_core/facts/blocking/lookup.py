"""The blocking calls by their dotted names, and what a project allows or adds."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.facts.blocking.data_files import DATA_FILES
from housestyle_core.facts.blocking.databases import DATABASES
from housestyle_core.facts.blocking.family import Family
from housestyle_core.facts.blocking.files import FILES
from housestyle_core.facts.blocking.network import NETWORK
from housestyle_core.facts.blocking.public_names import public_names
from housestyle_core.facts.blocking.services import SERVICES
from housestyle_core.facts.blocking.waits import WAITS
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from housestyle_core.config.settings import Settings

FAMILIES = (*FILES, *DATA_FILES, *WAITS, *NETWORK, *DATABASES, *SERVICES)
ADDED = Family(
    "extra", "network", "the configuration says so", "wrap it in `asyncio.to_thread`", {}
)
CONSUMERS = frozenset(
    f"builtins.{name}"
    for name in ("dict", "enumerate", "frozenset", "list", "next", "set", "sorted", "tuple")
)
"""What iterates over its first argument, as `for` does."""


class Options(Record):
    """`allow`: calls that may block; `extra`: more calls that do.

    Both take dotted names (`open`, `requests.get`, `vendor.Client.fetch`), everything below one
    (`vendor.client.*`), and the names of families of calls (`file-metadata`, `bulk-cpu`).
    """

    allow: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


def options_of(settings: Settings) -> Options:
    """What the project says of blocking calls, for the rules beside HS101."""
    state = settings.rules.get("HS101")
    values = {name: setting.value for name, setting in state.options.items()} if state else {}
    return Options(**values)  # type: ignore[arg-type]


class Blocking(Record):
    """A call that blocks: its public name, and the family with the reason and the remedy."""

    name: str
    family: Family

    @property
    def shown(self) -> str:
        """The call as a message names it."""
        owner, _, method = self.name.rpartition(".")
        if method.startswith("@"):
            return f"reading `{owner}.{method[1:]}`"
        return {"__iter__": f"iterating `{owner}`", "__enter__": f"entering `{owner}`"}.get(
            method, f"`{self.name.removesuffix('.__call__')}`"
        )

    def message(self, library: str = "asyncio") -> str:
        """What a user is told of the call, with the remedies that an async library has."""
        instead = self.family.instead.format(method=self.name.rpartition(".")[2])
        if library != "asyncio":
            instead = instead.replace("asyncio.to_thread", f"{library}.to_thread.run_sync")
            instead = instead.replace("asyncio.sleep", f"{library}.sleep")
        return f"{self.shown} blocks the event loop: {instead}"


class Owner(Record):
    """A module or class: its blocking names, what `*` stands for, and what is known to be clean."""

    calls: dict[str, Family]
    clean: set[str]

    def judge(self, name: str) -> Family | bool | None:
        """The family of a call; False where it is known to be clean, None where it is unknown."""
        if name in self.calls:
            return self.calls[name]
        if name in self.clean or "*" in self.clean:
            return False
        is_any = name[0].islower() and not name.endswith("_async")
        return self.calls.get("*") if is_any else None


@lru_cache(maxsize=1)
def data() -> Mapping[str, list[tuple[Family, str]]]:
    """What the families have of each module and class, as it is written there."""
    table: dict[str, list[tuple[Family, str]]] = {}
    for family in FAMILIES:
        for owner, names in family.calls.items():
            table.setdefault(owner, []).append((family, names))
    return table


@lru_cache(maxsize=1024)
def known_of(owner: str) -> Owner | None:
    """What is known of a module or class: a file asks for few."""
    return _owner(data()[owner]) if owner in data() else None


@lru_cache(maxsize=1)
def owners() -> Mapping[str, Owner]:
    """What is known of every module and class."""
    return {owner: _owner(said) for owner, said in data().items()}


def _owner(written: Iterable[tuple[Family, str]]) -> Owner:
    said = [(name, family) for family, names in written for name in names.split()]
    calls = {name: family for name, family in said if not name.startswith("-")}
    return Owner(calls, {name[1:] for name, _ in said if name.startswith("-")})


@lru_cache(maxsize=1)
def names_in_data() -> frozenset[str]:
    """Every name in the data, with its mark if it has one."""
    return frozenset(" ".join(names for said in data().values() for _, names in said).split())


@lru_cache(maxsize=1)
def properties() -> frozenset[str]:
    """The names of all properties that block."""
    return frozenset(name[1:] for name in names_in_data() if name.startswith("@"))


@lru_cache(maxsize=8192)
def find_blocking(names: tuple[str, ...], options: Options) -> Blocking | None:
    """What blocks in a call known by `names`: a function's, or a method's from its class upwards.

    The first class that has an opinion decides.
    """
    for name in public_names(names):
        shown = name.removeprefix("builtins.")
        if options.extra and _is_extra(shown.replace("@", ""), options):
            return Blocking(shown, ADDED)
        owner, _, last = name.rpartition(".")
        entry = known_of(owner)
        family = entry.judge(last) if entry else None
        if family is False:
            return None
        if isinstance(family, Family):
            on = _is_on(shown.replace("@", ""), family, options)
            return Blocking(shown, family) if on else None
    return None


def _is_on(name: str, family: Family, options: Options) -> bool:
    on = family.on or family.name in options.extra
    return on and family.name not in options.allow and not _matches(name, options.allow)


def _is_extra(name: str, options: Options) -> bool:
    """Whether the configuration adds a call; constructors only by their full names."""
    is_constructor = name.rpartition(".")[2][0].isupper()
    return name in options.extra or (not is_constructor and _matches(name, options.extra))


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(
        name == pattern or (pattern.endswith(".*") and name.startswith(pattern[:-1]))
        for pattern in patterns
    )
