"""What the routes call."""

from typing import Any

from parcels.models import Address, ParcelRequest, ParcelResponse

PARCELS: dict[int, ParcelResponse] = {}


async def send(parcel: ParcelRequest) -> ParcelResponse:
    number = len(PARCELS) + 1
    PARCELS[number] = ParcelResponse(id=number, address=parcel.address, state="accepted")
    return PARCELS[number]


async def summary(parcel_id: int) -> dict[str, Any]:
    parcel = PARCELS[parcel_id]
    return {"state": parcel.state, "city": parcel.address.city}


async def label(parcel_id: int) -> Address:
    return Address.model_validate(PARCELS[parcel_id])
