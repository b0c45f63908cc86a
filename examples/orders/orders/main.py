"""The service: `uvicorn orders.main:app`."""

import time
from collections.abc import AsyncIterator
from typing import Annotated, Any

import httpx
from fastapi import Depends, FastAPI, HTTPException, Request

from orders import store
from orders.models import OrderRequest, OrderResponse
from orders.prices import price_of

app = FastAPI()


async def http_client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient() as client:
        yield client


Client = Annotated[httpx.AsyncClient, Depends(http_client)]


@app.post("/orders", response_model=OrderResponse)
async def create_order(order: OrderRequest, client: Client) -> OrderResponse:
    total = 0.0
    for line in order.lines:
        total += line.amount * await price_of(line.sku, client)
    return await store.save(order, total)


@app.get("/orders/{order_id}")
async def read_order(order_id: int) -> dict[str, Any]:
    order = store.find(order_id)
    if order is None:
        raise HTTPException(404)
    return {"id": order.id, "total": order.total}


@app.get("/health", status_code=204)
async def health() -> None:
    store.connect().execute("SELECT 1")


@app.post("/webhooks/payments", status_code=204)
async def payment_received(request: Request) -> None:
    event = await request.json()
    try:
        await store.save(OrderRequest(**event), event["total"])
    except Exception:
        time.sleep(1)
