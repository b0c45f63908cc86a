"""The result of work in another thread"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

workers = ThreadPoolExecutor()


def resize(image: bytes) -> bytes:
    return image[::2]


async def thumbnail(image: bytes) -> bytes:
    return workers.submit(resize, image).result()  # BLOCKS


async def thumbnail_on_the_loop(image: bytes) -> bytes:
    return await asyncio.wrap_future(workers.submit(resize, image))
