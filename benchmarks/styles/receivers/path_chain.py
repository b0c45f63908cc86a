"""A folder next to a file, beside names that only compute"""

from pathlib import Path


async def prepare(target: Path) -> None:
    target.with_suffix(".tmp").parent.mkdir(exist_ok=True)  # BLOCKS


async def next_to(target: Path) -> str:
    return str(target.with_suffix(".tmp").parent / target.name)
