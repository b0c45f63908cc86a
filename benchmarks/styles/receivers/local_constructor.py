"""A client made in the function"""

import httpx
import requests


async def user_name(user: int) -> str:
    session = requests.Session()
    session.headers["Accept"] = "text/plain"
    return session.get(f"https://users.example/{user}").text  # BLOCKS


async def user_name_on_the_loop(user: int) -> str:
    client = httpx.AsyncClient()
    client.headers["Accept"] = "text/plain"
    return (await client.get(f"https://users.example/{user}")).text
