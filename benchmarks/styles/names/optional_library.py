"""A library that may be missing"""

import asyncio

try:
    import requests
except ImportError:
    requests = None  # type: ignore[assignment]


async def ping(url: str) -> bool:
    return requests is not None and requests.head(url).ok  # BLOCKS


async def ping_in_thread(url: str) -> bool:
    return requests is not None and (await asyncio.to_thread(requests.head, url)).ok
