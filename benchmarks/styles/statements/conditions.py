"""A guard of a case"""

import asyncio
from pathlib import Path


async def kind(path: Path, suffix: str) -> str:
    match suffix:
        case ".csv" if path.exists():  # BLOCKS
            return "table"
    return "nothing"


async def kind_in_thread(path: Path, suffix: str) -> str:
    there = await asyncio.to_thread(path.exists)
    match suffix:
        case ".csv" if there:
            return "table"
    return "nothing"
