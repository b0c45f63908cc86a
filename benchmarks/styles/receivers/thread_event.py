"""An event of threads, beside one of the loop"""

import asyncio
import threading


class Server:
    def __init__(self) -> None:
        self.ready = threading.Event()
        self.async_ready = asyncio.Event()

    async def wait(self) -> None:
        self.ready.wait()  # BLOCKS

    async def wait_on_the_loop(self) -> None:
        if not self.ready.is_set():
            await self.async_ready.wait()
