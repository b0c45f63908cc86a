"""The rows of a query, fetched as the loop goes"""

import asyncio
import sqlite3


async def emails(db: sqlite3.Connection) -> list[str]:
    return [email for (email,) in db.execute("SELECT email FROM users")]  # BLOCKS


def _emails(db: sqlite3.Connection) -> list[str]:
    return [email for (email,) in db.execute("SELECT email FROM users")]


async def emails_in_thread(db: sqlite3.Connection) -> list[str]:
    return await asyncio.to_thread(_emails, db)
