"""A client kept by an object that got it when it was made"""

import httpx
import requests


class Billing:
    def __init__(self, session: requests.Session, client: httpx.AsyncClient) -> None:
        self._session = session
        self._client = client

    async def charge(self, amount: int) -> int:
        return self._session.post("/charges", json={"amount": amount}).status_code  # BLOCKS

    async def charge_on_the_loop(self, amount: int) -> int:
        return (await self._client.post("/charges", json={"amount": amount})).status_code
