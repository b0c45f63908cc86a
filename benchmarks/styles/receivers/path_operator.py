"""A path put together where it is used"""

from pathlib import Path

import anyio

UPLOADS = Path("/srv/uploads")


async def save(name: str, body: bytes) -> None:
    (UPLOADS / name).write_bytes(body)  # BLOCKS


async def save_without_waiting(name: str, body: bytes) -> None:
    await (anyio.Path(UPLOADS) / name).write_bytes(body)
