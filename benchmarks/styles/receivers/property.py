"""A client behind a property"""

import asyncio
from functools import cached_property

import requests


class Gateway:
    @cached_property
    def session(self) -> requests.Session:
        return requests.Session()


async def balance(gateway: Gateway) -> str:
    return gateway.session.get("https://bank.example/balance").text  # BLOCKS


async def balance_in_thread(gateway: Gateway) -> str:
    response = await asyncio.to_thread(gateway.session.get, "https://bank.example/balance")
    return response.text
