"""A retry that never waits longer

A server that fails because it is overloaded is kept down by clients that come back at the same
pace. A pause that doubles after each failure, with some randomness, lets it recover.

Found are loops that try something, sleep after it failed and try it again, where the pause is the
same each time, and calls of tenacity, backoff and urllib3 that ask for no pause or a fixed one.
Left alone are loops that look at intervals whether something has come or is done, loops over things
to do, pauses that are computed, and tests.

## Bad
    import time

    import httpx

    def fetch(url: str) -> str:
        for _ in range(5):
            try:
                return httpx.get(url).text
            except httpx.TransportError:
                time.sleep(1)
        raise TimeoutError(url)

## Good
    import time

    import httpx

    def fetch(url: str) -> str:
        for attempt in range(5):
            try:
                return httpx.get(url).text
            except httpx.TransportError:
                time.sleep(2**attempt)
        raise TimeoutError(url)

## Fix
None: only the author knows how long the pauses may become.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.modules import is_test
from housestyle_core.facts.retry_libraries import (
    MODULES,
    RETRIES,
    SAME_TIME,
    bare_retries,
    steady_retries,
)
from housestyle_core.facts.retry_loops import is_steady, paused_attempt
from housestyle_core.finding import Finding
from housestyle_core.tree.names import last_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context, File

SLEEPS = frozenset(f"{library}.sleep" for library in ("time", "asyncio", "anyio", "trio"))
ABOUT = last_names(SLEEPS | RETRIES)


def applies(file: File) -> bool:
    """Whether the file imports what sleeps or what retries, and is no test."""
    return (file.can_reach(SLEEPS) or file.imports(*MODULES)) and not is_test(file.relative)


def check(
    node: ast.Call | ast.FunctionDef | ast.AsyncFunctionDef, context: Context
) -> Iterator[Finding]:
    if not isinstance(node, ast.Call):
        found = bare_retries(node, context)
    elif context.resolve(node.func) in SLEEPS:
        found = _steady_pause(node, context)
    else:
        found = steady_retries(node, context)
    for place, message in found:
        yield Finding(place, message)


def _steady_pause(sleep: ast.Call, context: Context) -> Iterator[tuple[ast.Call, str]]:
    match sleep.args:
        case [ast.Constant(value=0)]:
            return
        case [duration]:
            attempt = paused_attempt(sleep, context)
            if attempt and is_steady(duration, attempt.loop):
                grown = f"{ast.unparse(sleep.func)}(2**attempt)"
                remedy = f"let the pause grow, as in `{grown}`"
                library = "or use `tenacity` with `wait_exponential_jitter`"
                yield sleep, f"{SAME_TIME}{remedy}, {library}"
