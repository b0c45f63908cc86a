"""A path or its text, told apart by isinstance"""

import asyncio
from pathlib import Path


async def template(source: str | Path) -> str:
    if isinstance(source, Path):
        return source.read_text()  # BLOCKS
    return source


async def template_in_thread(source: str | Path) -> str:
    if isinstance(source, Path):
        return await asyncio.to_thread(source.read_text)
    return source
