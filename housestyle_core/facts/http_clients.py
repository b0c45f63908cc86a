"""HTTP clients by the names that make requests, and which of them a project chose."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from housestyle_core.facts.async_ports import VERBS, ports
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from housestyle_core.config.settings import Settings

Client = Literal["aiohttp", "httpx"]
ASYNC_CLIENTS: Mapping[Client, str] = {
    "httpx": "`httpx.AsyncClient`",
    "aiohttp": "`aiohttp.ClientSession`",
}
SYNC_CLIENT = "`httpx.Client`"
"""What replaces a synchronous client in sync code; `aiohttp` has nothing for it."""
CHOICE_RULE = "HS104"
ASYNC_NAMES = {
    "aiohttp": "ClientSession request",
    "httpx": "AsyncClient",
    "niquests": "AsyncSession",
}
SYNC_NAMES = {"httpx": f"{VERBS} Client stream", "niquests": f"{VERBS} Session"}


class HttpClient(Record):
    """The library behind a name that makes requests."""

    library: str
    is_async: bool


def chosen_clients(settings: Settings) -> tuple[Client, ...]:
    """The HTTP clients that the project allows; none where it made no choice."""
    rule = settings.rules.get(CHOICE_RULE)
    setting = rule.options.get("allowed") if rule else None
    return setting.value if setting else ()  # type: ignore[return-value]


def async_clients(allowed: tuple[Client, ...]) -> str:
    """The async clients to name in a remedy: those that are allowed, or all that there are."""
    return " or ".join(name for key, name in ASYNC_CLIENTS.items() if key in allowed or not allowed)


@lru_cache(maxsize=1)
def http_clients() -> Mapping[str, HttpClient]:
    """The clients by the dotted names that make requests."""
    sync = {name: port.library for name, port in ports().items() if port.is_http}
    sync |= _names(SYNC_NAMES)
    return {
        **{name: HttpClient(library, is_async=False) for name, library in sync.items()},
        **{
            name: HttpClient(library, is_async=True)
            for name, library in _names(ASYNC_NAMES).items()
        },
    }


def _names(table: Mapping[str, str]) -> dict[str, str]:
    return {
        f"{library}.{name}": library for library, names in table.items() for name in names.split()
    }
