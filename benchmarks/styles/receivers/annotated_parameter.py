"""A client handed in"""

import httpx


async def invoice(client: httpx.Client, number: int) -> bytes:
    response = client.get(f"/invoices/{number}")  # BLOCKS
    return response.content


async def invoice_on_the_loop(client: httpx.AsyncClient, number: int) -> bytes:
    response = await client.get(f"/invoices/{number}")
    return response.content
