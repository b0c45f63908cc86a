"""Makes clients for other modules"""

import httpx
import requests


def new_session(token: str) -> requests.Session:
    session = requests.Session()
    session.headers["Authorization"] = token
    return session


def new_async_client(token: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(headers={"Authorization": token})
