"""A function imported from its module"""

import asyncio
from shutil import rmtree


async def remove_workspace(path: str) -> None:
    rmtree(path)  # BLOCKS


async def remove_workspace_in_thread(path: str) -> None:
    await asyncio.to_thread(rmtree, path)
