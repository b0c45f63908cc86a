"""A function handed to a helper that calls it"""

import asyncio
from collections.abc import Callable
from typing import TypeVar

import requests

T = TypeVar("T")


def attempt(action: Callable[[], T], times: int = 3) -> T:
    for _ in range(times - 1):
        try:
            return action()
        except OSError:
            continue
    return action()


def fetch_feed() -> str:
    return requests.get("https://feed.example", timeout=5).text


async def feed() -> str:
    return attempt(fetch_feed)  # BLOCKS


async def feed_in_thread() -> str:
    return await asyncio.to_thread(attempt, fetch_feed)
