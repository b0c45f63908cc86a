"""A loop over paths"""

import asyncio
from collections.abc import Sequence
from pathlib import Path


async def clean_up(leftovers: Sequence[Path]) -> None:
    for leftover in leftovers:
        leftover.unlink(missing_ok=True)  # BLOCKS


async def clean_up_in_thread(leftovers: Sequence[Path]) -> None:
    for leftover in leftovers:
        await asyncio.to_thread(leftover.unlink, missing_ok=True)
