"""A function of the file that makes a client and does not say so"""

import httpx


def _client():  # type: ignore[no-untyped-def]
    return httpx.Client(timeout=3)


def _async_client():  # type: ignore[no-untyped-def]
    return httpx.AsyncClient(timeout=3)


async def stock(sku: str) -> str:
    return str(_client().get(f"/stock/{sku}").text)  # BLOCKS


async def stock_on_the_loop(sku: str) -> str:
    return str((await _async_client().get(f"/stock/{sku}")).text)
