"""A download with the standard library"""

import urllib.request

import httpx


async def download(url: str) -> bytes:
    with urllib.request.urlopen(url) as response:  # BLOCKS
        return bytes(response.read())  # SAME CAUSE


async def download_on_the_loop(url: str) -> bytes:
    async with httpx.AsyncClient() as client:
        response = await client.get(url)
        return response.read()
