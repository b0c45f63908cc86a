"""One call, made on the loop and in four ways that leave it"""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import anyio

pool = ThreadPoolExecutor(max_workers=4)


async def wait_here() -> None:
    time.sleep(3)  # BLOCKS


async def wait_elsewhere() -> None:
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(pool, time.sleep, 3)
    await loop.run_in_executor(None, partial(time.sleep, 3))
    await anyio.to_thread.run_sync(lambda: time.sleep(3))
    await asyncio.wrap_future(pool.submit(time.sleep, 3))
