"""Every file of a list"""

import asyncio
from pathlib import Path


async def total_size(files: list[Path]) -> int:
    return sum(file.stat().st_size for file in files)  # BLOCKS


async def total_size_in_thread(files: list[Path]) -> int:
    return await asyncio.to_thread(lambda: sum(file.stat().st_size for file in files))
