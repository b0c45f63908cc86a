"""A dataclass that looks at the disk when it is made"""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Snapshot:
    path: Path
    size: int = field(init=False)

    def __post_init__(self) -> None:
        self.size = self.path.stat().st_size


async def snapshot(path: Path) -> Snapshot:
    return Snapshot(path)  # BLOCKS


async def snapshot_in_thread(path: Path) -> Snapshot:
    return await asyncio.to_thread(Snapshot, path)
