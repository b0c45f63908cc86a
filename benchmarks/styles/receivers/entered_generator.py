"""A connection that a context manager of the file gives"""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[sqlite3.Cursor]:
    yield db.cursor()


async def add_tag(db: sqlite3.Connection, tag: str) -> None:
    with transaction(db) as cursor:
        cursor.execute("INSERT INTO tags VALUES (?)", (tag,))  # BLOCKS


def _add_tag(db: sqlite3.Connection, tag: str) -> None:
    with transaction(db) as cursor:
        cursor.execute("INSERT INTO tags VALUES (?)", (tag,))


async def add_tag_in_thread(db: sqlite3.Connection, tag: str) -> None:
    await asyncio.to_thread(_add_tag, db, tag)
