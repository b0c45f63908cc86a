"""A generator that reads as it is iterated"""

import asyncio
import csv
from collections.abc import Iterator
from pathlib import Path


def rows(path: Path) -> Iterator[list[str]]:
    with path.open(newline="") as file:
        yield from csv.reader(file)


async def import_rows(path: Path) -> int:
    imported = 0
    for row in rows(path):  # BLOCKS
        imported += bool(row)
    return imported


async def import_rows_in_thread(path: Path) -> int:
    source = rows(path)
    return len(await asyncio.to_thread(list, source))
