"""What each of the five guides wants, and the two presets of our own.

A guide maps the rules that it asks for to the option values that it asks for. `AGAINST` marks a
rule whose opposite the guide asks for: two presets that disagree are an error until the project
says what it wants.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    Wishes = Mapping[str, Mapping[str, object] | None]

AGAINST = None
RECOMMENDED = "recommended"
ALL = "all"

GUIDES: Mapping[str, Wishes] = {
    "functional-async": {
        "HS101": {},
        "HS102": {},
        "HS103": {},
        "HS104": {"allowed": ("aiohttp",)},
        "HS105": {},
        "HS106": {},
        "HS107": {},
        "HS108": {},
        "HS109": {},
        "HS110": {},
        "HS111": {},
        "HS113": {"allowed": ("run_in_executor", "asyncio.to_thread")},
        "HS115": {},
        "HS116": {},
        "HS120": {},
        "HS203": {"style": "union"},
        "HS204": {"style": "pipe"},
        "HS205": {},
        "HS241": {},
        "HS301": {},
        "HS406": {},
        "HS451": {},
        "HS452": {},
        "HS454": {},
        "HS455": {},
        "HS721": {},
    },
    "core-python": {
        "HS101": {},
        "HS102": {},
        "HS103": {},
        "HS104": {"allowed": ("httpx", "aiohttp")},
        "HS106": {},
        "HS110": {},
        "HS113": {"allowed": ("anyio.to_thread.run_sync", "asyncio.to_thread")},
        "HS114": {"explicit": True},
        "HS115": AGAINST,
        "HS118": {
            "required": ("acks_late=True", "autoretry_for", "retry_backoff", "max_retries"),
            "prefetch": 1,
        },
        "HS119": {"engine": "celery"},
        "HS120": {},
        "HS303": {"max": 3},
        "HS401": {},
        "HS406": AGAINST,
        "HS451": {},
        "HS452": {},
        "HS453": {},
        "HS454": {},
        "HS455": {},
        "HS458": {},
        "HS613": {
            "models": ("**/models.py", "**/schemas.py"),
            "settings": ("**/config.py",),
            "consumers": ("**/subscribers",),
        },
        "HS651": {},
        "HS701": {},
        "HS721": {},
    },
    "store-service-router": {
        "HS101": {},
        "HS102": {},
        "HS106": {},
        "HS116": {"allow_twins": ("sync_",)},
        "HS117": {"prefix": "sync_", "classes": ("*Store",)},
        "HS119": {"engine": "either"},
        "HS203": {"style": "optional"},
        "HS205": {},
        "HS211": {},
        "HS301": AGAINST,
        "HS303": AGAINST,
        "HS415": {},
        "HS451": {},
        "HS452": {},
        "HS454": {},
        "HS456": {},
        "HS605": {},
        "HS606": {"suffixes": ("Payload",)},
        "HS607": {},
        "HS613": {
            "entities": ("**/models.py",),
            "models": ("**/types.py",),
            "exceptions": ("**/errors.py",),
            "routes": ("**/routes.py",),
            "named": ("*Store = **/store.py", "*Service = **/service.py"),
        },
        "HS770": {},
    },
    "layered-backend": {
        "HS101": {},
        "HS102": {},
        "HS103": {},
        "HS105": {},
        "HS106": {},
        "HS107": {"longest": 30},
        "HS109": {},
        "HS111": {"api": "create-task"},
        "HS112": {},
        "HS113": {"allowed": ("asyncio.to_thread",)},
        "HS115": {},
        "HS116": {},
        "HS119": {"engine": "either"},
        "HS203": {"style": "optional"},
        "HS301": AGAINST,
        "HS303": AGAINST,
        "HS401": {},
        "HS415": {},
        "HS451": {},
        "HS452": {},
        "HS454": {},
        "HS457": {"mode": "domain"},
        "HS606": {"suffixes": ("Create", "Update")},
        "HS607": {},
        "HS613": {
            "entities": ("**/models",),
            "models": ("**/schemas",),
            "exceptions": ("**/exceptions.py",),
            "settings": ("**/core/config.py",),
            "routes": ("**/api/routes",),
            "dependencies": ("**/api/dependencies.py", "**/core"),
            "named": ("*Repository = **/repositories", "*Service = **/services"),
        },
        "HS721": {},
        "HS770": {},
    },
    "domain-modules": {
        "HS101": {},
        "HS102": {},
        "HS103": {},
        "HS106": {},
        "HS109": {},
        "HS115": {},
        "HS203": {"style": "union"},
        "HS204": {"style": "pipe"},
        "HS205": {},
        "HS301": AGAINST,
        "HS303": AGAINST,
        "HS311": {},
        "HS401": {},
        "HS451": {},
        "HS606": {"suffixes": ("Create", "Update")},
        "HS607": {},
        "HS613": {
            "entities": ("**/models.py",),
            "models": ("**/schemas.py",),
            "exceptions": ("**/shared/exceptions.py",),
            "settings": ("**/core/config.py",),
            "routes": ("**/router.py",),
            "dependencies": ("**/dependencies.py", "**/core"),
            "named": ("*Service = **/service.py", "*Repository = **/repository.py"),
        },
        "HS721": {},
    },
}

# Precise, and opposed by no guide; store-service-router shows the Pydantic 1 interface, but
# that is the guide's age and not a wish.
RECOMMENDED_RULES = (
    "HS101",
    "HS102",
    "HS106",
    "HS111",
    "HS112",
    "HS311",
    "HS401",
    "HS451",
    "HS452",
    "HS454",
    "HS651",
    "HS701",
    "HS721",
)

NAMES = (RECOMMENDED, ALL, *GUIDES)
