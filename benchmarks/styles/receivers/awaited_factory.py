"""A client that an async function gives"""

import httpx


async def connect() -> httpx.Client:
    return httpx.Client()


async def connect_async() -> httpx.AsyncClient:
    return httpx.AsyncClient()


async def profile(url: str) -> str:
    client = await connect()
    return client.get(url).text  # BLOCKS


async def profile_on_the_loop(url: str) -> str:
    client = await connect_async()
    return (await client.get(url)).text
