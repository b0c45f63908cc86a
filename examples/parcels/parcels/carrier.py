"""What the carrier says."""

import json
from pathlib import Path

import httpx

from parcels.models import Address, ParcelResponse, Tracking


async def state_of(parcel_id: int, client: httpx.AsyncClient) -> str:
    answer = await client.get(f"https://carrier.example/parcels/{parcel_id}")
    state: str = answer.json()["state"]
    return state


def tracking_of(message: bytes) -> Tracking:
    return Tracking.model_validate(json.loads(message))


def announcement(parcel: ParcelResponse) -> str:
    return json.dumps(parcel.model_dump())


def depot() -> Address:
    known = json.loads(Path("depot.json").read_text())
    return Address.model_construct(**known)
