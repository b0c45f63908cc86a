"""A client that a whole package shares"""

import httpx

shared = httpx.Client(base_url="https://api.example")
shared_async = httpx.AsyncClient(base_url="https://api.example")
