"""Work spread over threads and waited for"""

import asyncio
from concurrent.futures import ThreadPoolExecutor


def digest(chunk: bytes) -> int:
    return sum(chunk)


async def digests(chunks: list[bytes], pool: ThreadPoolExecutor) -> list[int]:
    return list(pool.map(digest, chunks))  # BLOCKS


async def digests_on_the_loop(chunks: list[bytes], pool: ThreadPoolExecutor) -> list[int]:
    loop = asyncio.get_running_loop()
    return await asyncio.gather(*(loop.run_in_executor(pool, digest, chunk) for chunk in chunks))
