"""What the service answers to."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends

from parcels import service
from parcels.carrier import state_of
from parcels.dependencies import Carrier, current_session
from parcels.models import Address, ParcelRequest, ParcelResponse, Session, Tracking

router = APIRouter(prefix="/parcels")


@router.post("", response_model=ParcelResponse)
async def create(
    parcel: ParcelRequest, session: Annotated[Session, Depends(current_session)]
) -> ParcelResponse:
    return await service.send(parcel)


@router.get("/{parcel_id}", response_model=ParcelResponse)
async def read(parcel_id: int) -> Address:
    return await service.label(parcel_id)


@router.get("/recent", response_model=list[ParcelResponse])
async def recent() -> list[ParcelResponse]:
    return list(service.PARCELS.values())


@router.get("/{parcel_id}/state", response_model=Tracking)
async def state(carrier: Carrier) -> Tracking:
    return Tracking(state=await state_of(1, carrier), seen_at="now")


@router.get("/{parcel_id}/summary")
async def summary(parcel_id: int) -> dict[str, Any]:
    return await service.summary(parcel_id)


@router.put("/{parcel_id}", response_model=ParcelResponse)
async def change(parcel_id: int, changes: dict[str, Any]) -> ParcelResponse:
    return service.PARCELS[parcel_id].model_copy(update=changes)


@router.delete("/{parcel_id}", status_code=204)
async def remove(parcel_id: int) -> Any:
    return service.PARCELS.pop(parcel_id)
