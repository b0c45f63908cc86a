"""A client bound by with"""

import httpx


async def search(words: str) -> str:
    with httpx.Client(base_url="https://search.example") as client:
        return client.get("/", params={"q": words}).text  # BLOCKS


async def search_on_the_loop(words: str) -> str:
    async with httpx.AsyncClient(base_url="https://search.example") as client:
        return (await client.get("/", params={"q": words})).text
