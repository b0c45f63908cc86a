"""A parameter of any class of paths"""

import asyncio
from pathlib import Path
from typing import TypeVar

AnyPath = TypeVar("AnyPath", bound=Path)


async def touch(path: AnyPath) -> AnyPath:
    path.touch()  # BLOCKS
    return path


async def touch_in_thread(path: AnyPath) -> AnyPath:
    await asyncio.to_thread(path.touch)
    return path
