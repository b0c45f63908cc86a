"""One of two clients, both of which wait"""

import httpx
import requests


async def body(client: httpx.Client | requests.Session, url: str) -> str:
    return client.get(url).text  # BLOCKS


async def body_on_the_loop(client: httpx.AsyncClient, url: str) -> str:
    return (await client.get(url)).text
