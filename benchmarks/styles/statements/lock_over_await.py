"""A thread's lock kept while something else is awaited, beside one held for a moment"""

import asyncio
import threading

import httpx

lock = threading.Lock()
async_lock = asyncio.Lock()
tokens: dict[str, str] = {}


async def refresh(client: httpx.AsyncClient) -> None:
    with lock:  # BLOCKS
        tokens["api"] = (await client.get("/token")).text


async def refresh_under_async_lock(client: httpx.AsyncClient) -> None:
    async with async_lock:
        tokens["api"] = (await client.get("/token")).text


async def remember(token: str) -> None:
    with lock:
        tokens["api"] = token
