"""A queue between threads, beside one of the loop"""

import asyncio
import queue

jobs: queue.Queue[int] = queue.Queue()
async_jobs: asyncio.Queue[int] = asyncio.Queue()


async def work() -> int:
    return jobs.get()  # BLOCKS


async def work_on_the_loop() -> int:
    if not jobs.empty():
        return jobs.get_nowait()
    return await async_jobs.get()
