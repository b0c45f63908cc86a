"""The lines of a stream that is handed in"""

import asyncio
from typing import TextIO


async def errors(log: TextIO) -> int:
    count = 0
    for line in log:  # BLOCKS
        count += "ERROR" in line
    return count


async def errors_in_thread(log: TextIO) -> int:
    lines = await asyncio.to_thread(log.readlines)
    return sum("ERROR" in line for line in lines)
