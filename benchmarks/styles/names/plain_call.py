"""A pause between two attempts"""

import asyncio
import time


async def pause() -> None:
    time.sleep(0.5)  # BLOCKS


async def pause_on_the_loop() -> None:
    await asyncio.sleep(0.5)
