"""A context manager of the project that waits on entry"""

import asyncio
import fcntl
import time
from types import TracebackType
from typing import TextIO


class FileLock:
    def __init__(self, file: TextIO) -> None:
        self.file = file

    def __enter__(self) -> None:
        while not self.try_lock():
            time.sleep(0.1)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        fcntl.flock(self.file, fcntl.LOCK_UN)

    def try_lock(self) -> bool:
        return self.file.writable()


async def alone(lock: FileLock) -> None:
    with lock:  # BLOCKS
        await asyncio.sleep(0)


async def alone_on_the_loop(lock: FileLock) -> None:
    while not lock.try_lock():
        await asyncio.sleep(0.1)
