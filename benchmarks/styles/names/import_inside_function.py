"""A library imported where it is needed"""

import asyncio


async def page_title(url: str) -> str:
    import requests

    return requests.get(url, timeout=10).text  # BLOCKS


async def page_title_in_thread(url: str) -> str:
    import requests

    response = await asyncio.to_thread(requests.get, url, timeout=10)
    return response.text
