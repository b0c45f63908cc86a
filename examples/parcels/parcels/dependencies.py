"""What handlers ask for."""

from collections.abc import AsyncIterator
from typing import Annotated

import httpx
from fastapi import Depends

from parcels.models import Session


async def current_session(token: str) -> Session | None:
    return Session(user="ada", token=token) if token else None


async def carrier_client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient() as client:
        yield client


Carrier = Annotated[httpx.AsyncClient, Depends(carrier_client)]
