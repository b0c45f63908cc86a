"""A connection used without a name"""

import asyncio
import sqlite3
from typing import Any


async def shape(db: sqlite3.Connection) -> list[Any]:
    return db.execute("SELECT name FROM sqlite_master").fetchall()  # BLOCKS


async def shape_in_thread(db: sqlite3.Connection) -> list[Any]:
    return await asyncio.to_thread(lambda: db.execute("SELECT name FROM sqlite_master").fetchall())
