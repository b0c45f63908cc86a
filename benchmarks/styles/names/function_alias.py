"""A function under another name"""

import asyncio

import requests

fetch = requests.get


async def rates() -> str:
    return fetch("https://rates.example/today").text  # BLOCKS


async def rates_in_thread() -> str:
    response = await asyncio.to_thread(fetch, "https://rates.example/today")
    return response.text
