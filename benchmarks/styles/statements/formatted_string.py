"""A file's text inside another text"""

import asyncio
from pathlib import Path

VERSION = Path("VERSION")


async def banner() -> str:
    return f"orders {VERSION.read_text().strip()}"  # BLOCKS


async def banner_in_thread() -> str:
    return f"orders {(await asyncio.to_thread(VERSION.read_text)).strip()}"
