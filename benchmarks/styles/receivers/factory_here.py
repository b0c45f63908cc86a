"""A function of the file that makes a client and says so"""

import httpx


def make_client() -> httpx.Client:
    return httpx.Client(timeout=3)


def make_async_client() -> httpx.AsyncClient:
    return httpx.AsyncClient(timeout=3)


async def price(sku: str) -> str:
    return make_client().get(f"/prices/{sku}").text  # BLOCKS


async def price_on_the_loop(sku: str) -> str:
    return (await make_async_client().get(f"/prices/{sku}")).text
