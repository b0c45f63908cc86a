"""A path out of a pair"""

import asyncio
from pathlib import Path


async def first_line(entry: tuple[str, Path]) -> str:
    title, path = entry
    return title + path.read_text()  # BLOCKS


async def first_line_in_thread(entry: tuple[str, Path]) -> str:
    title, path = entry
    return title + await asyncio.to_thread(path.read_text)
