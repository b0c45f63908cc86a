"""A stream of an answer"""

import httpx


async def first_bytes(client: httpx.Client, url: str) -> int:
    with client.stream("GET", url) as response:  # BLOCKS
        return response.status_code


async def first_bytes_on_the_loop(client: httpx.AsyncClient, url: str) -> int:
    async with client.stream("GET", url) as response:
        return response.status_code
