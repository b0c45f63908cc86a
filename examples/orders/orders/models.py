"""What comes in, what goes out."""

from typing import List, Optional

from pydantic import BaseModel, Field


class OrderLine(BaseModel):
    sku: str
    amount: int = Field(gt=0)


class OrderRequest(BaseModel):
    customer: str
    lines: List[OrderLine]
    voucher: Optional[str] = None


class OrderResponse(BaseModel):
    id: int
    total: float

    class Config:
        orm_mode = True
