"""What a generic container gives back"""

import asyncio
from typing import Generic, TypeVar

import requests

Item = TypeVar("Item")


class Pool(Generic[Item]):
    def __init__(self, items: list[Item]) -> None:
        self._items = items

    def take(self) -> Item:
        return self._items.pop()


async def health(pool: Pool[requests.Session]) -> int:
    return pool.take().get("https://a.example/health").status_code  # BLOCKS


async def health_in_thread(pool: Pool[requests.Session]) -> int:
    response = await asyncio.to_thread(pool.take().get, "https://a.example/health")
    return response.status_code
