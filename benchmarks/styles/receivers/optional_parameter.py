"""A client that may be None"""

import httpx


async def status(client: httpx.Client | None, url: str) -> int:
    if client is None:
        return 0
    return client.get(url).status_code  # BLOCKS


async def status_on_the_loop(client: httpx.AsyncClient | None, url: str) -> int:
    if client is None:
        return 0
    return (await client.get(url)).status_code
