"""A function that calls itself"""

import asyncio
import os


def tree_size(folder: str) -> int:
    size = 0
    for entry in os.scandir(folder):
        size += tree_size(entry.path) if entry.is_dir() else entry.stat().st_size
    return size


def depth_of(tree: dict[str, object]) -> int:
    below = [depth_of(value) for value in tree.values() if isinstance(value, dict)]
    return 1 + max(below, default=0)


async def usage(folder: str) -> int:
    return tree_size(folder)  # BLOCKS


async def usage_in_thread(folder: str, tree: dict[str, object]) -> int:
    return depth_of(tree) + await asyncio.to_thread(tree_size, folder)
