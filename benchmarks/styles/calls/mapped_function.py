"""A helper mapped over a list"""

import asyncio
from pathlib import Path


def modified(path: Path) -> float:
    return path.stat().st_mtime


async def oldest_first(paths: list[Path]) -> list[Path]:
    return sorted(paths, key=modified)  # BLOCKS


async def oldest_first_in_thread(paths: list[Path]) -> list[Path]:
    return await asyncio.to_thread(sorted, paths, key=modified)
