"""A look at the disk before work starts, beside path names that only compute"""

import os


async def is_cached(name: str) -> bool:
    return os.path.exists(os.path.join("cache", name))  # BLOCKS


async def cache_name(name: str) -> str:
    return os.path.join("cache", os.path.splitext(os.path.basename(name))[0])
