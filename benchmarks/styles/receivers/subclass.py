"""A client class of one's own"""

import asyncio

import requests


class ApiSession(requests.Session):
    base = "https://api.example"


async def version(api: ApiSession) -> str:
    return api.get(api.base).text  # BLOCKS


async def version_in_thread(api: ApiSession) -> str:
    return (await asyncio.to_thread(api.get, api.base)).text
