"""The end of a pool's with, which waits for all that was submitted"""

import asyncio
from concurrent.futures import ThreadPoolExecutor


def render(page: int) -> str:
    return f"<p>{page}</p>"


async def pages(count: int) -> None:
    with ThreadPoolExecutor() as pool:  # BLOCKS
        for page in range(count):
            pool.submit(render, page)


async def pages_awaited(count: int) -> list[str]:
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor()
    work = [loop.run_in_executor(pool, render, page) for page in range(count)]
    return await asyncio.gather(*work)
