"""A function defined inside, called on the spot or in a thread"""

import asyncio
import time


async def slow_count(until: int) -> int:
    def count() -> int:
        time.sleep(until)
        return until

    return count()  # BLOCKS


async def slow_count_in_thread(until: int) -> int:
    def count() -> int:
        time.sleep(until)
        return until

    return await asyncio.to_thread(count)
