"""What the service takes and gives."""

from pydantic import BaseModel


class Address(BaseModel):
    street: str
    city: str


class ParcelRequest(BaseModel):
    address: Address
    grams: int


class ParcelResponse(BaseModel):
    id: int
    address: Address
    state: str


class Tracking(BaseModel):
    state: str
    seen_at: str


class Session(BaseModel):
    user: str
    token: str
