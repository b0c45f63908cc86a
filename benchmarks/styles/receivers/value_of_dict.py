"""One of several clients, by name"""

import httpx
import requests

sessions: dict[str, requests.Session] = {}
clients: dict[str, httpx.AsyncClient] = {}


async def notify(channel: str, text: str) -> None:
    sessions[channel].post("/messages", data=text)  # BLOCKS


async def notify_on_the_loop(channel: str, text: str) -> None:
    await clients[channel].post("/messages", content=text)
