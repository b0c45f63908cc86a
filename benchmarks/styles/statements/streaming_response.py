"""A response that is read from disk while it is sent"""

from collections.abc import AsyncIterator
from pathlib import Path

import anyio


async def chunks(path: Path) -> AsyncIterator[bytes]:
    file = path.open("rb")  # BLOCKS
    while chunk := file.read(65536):  # SAME CAUSE
        yield chunk


async def chunks_without_waiting(path: Path) -> AsyncIterator[bytes]:
    async with await anyio.open_file(path, "rb") as file:
        while chunk := await file.read(65536):
            yield chunk
