"""A function with some arguments filled in"""

import asyncio
from functools import partial

import requests

fetch_soon = partial(requests.get, timeout=5)


async def weather() -> str:
    return fetch_soon("https://weather.example").text  # BLOCKS


async def weather_in_thread() -> str:
    response = await asyncio.to_thread(fetch_soon, "https://weather.example")
    return response.text
