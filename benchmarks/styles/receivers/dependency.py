"""A database session that FastAPI hands in"""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

router = APIRouter()


def get_db() -> Session:
    return Session()


def get_async_db() -> AsyncSession:
    return AsyncSession()


@router.get("/orders")
async def orders(db: Annotated[Session, Depends(get_db)]) -> list[Any]:
    return list(db.execute(text("SELECT id FROM orders")))  # BLOCKS


@router.get("/items")
async def items(db: Annotated[AsyncSession, Depends(get_async_db)]) -> list[Any]:
    return list(await db.execute(text("SELECT id FROM items")))
