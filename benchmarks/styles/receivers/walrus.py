"""A path bound inside a condition"""

import asyncio
from pathlib import Path


async def readme(folder: Path) -> Path | None:
    if (found := folder / "README.md").is_file():  # BLOCKS
        return found
    return None


async def readme_in_thread(folder: Path) -> Path | None:
    if await asyncio.to_thread((found := folder / "README.md").is_file):
        return found
    return None
