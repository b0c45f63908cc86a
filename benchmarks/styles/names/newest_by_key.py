"""A blocking function handed over as a key"""

import asyncio
import os


async def newest(paths: list[str]) -> str:
    return max(paths, key=os.path.getmtime)  # BLOCKS


async def newest_in_thread(paths: list[str]) -> str:
    return await asyncio.to_thread(max, paths, key=os.path.getmtime)
