"""The files of a folder"""

import asyncio
from pathlib import Path


async def documents(root: Path) -> list[str]:
    return [path.stem for path in root.glob("*.md")]  # BLOCKS


async def documents_in_thread(root: Path) -> list[str]:
    return [path.stem for path in await asyncio.to_thread(list, root.glob("*.md"))]
