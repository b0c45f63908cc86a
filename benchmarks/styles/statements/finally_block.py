"""A clean-up that always runs"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path


async def with_lock_file(lock_file: Path, work: Callable[[], Awaitable[None]]) -> None:
    try:
        await work()
    finally:
        lock_file.unlink()  # BLOCKS


async def with_lock_file_in_thread(lock_file: Path, work: Callable[[], Awaitable[None]]) -> None:
    try:
        await work()
    finally:
        await asyncio.to_thread(lock_file.unlink)
