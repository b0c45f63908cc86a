"""A path in a field of a dataclass, reached through a parameter"""

import asyncio
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Storage:
    root: Path


async def make_room(storage: Storage) -> None:
    storage.root.mkdir(parents=True, exist_ok=True)  # BLOCKS


async def make_room_in_thread(storage: Storage) -> None:
    await asyncio.to_thread(storage.root.mkdir, parents=True, exist_ok=True)
