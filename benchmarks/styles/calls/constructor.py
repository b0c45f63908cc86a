"""An object that reads a file when it is made"""

import asyncio
from pathlib import Path


class Words:
    def __init__(self, path: Path) -> None:
        self.words = path.read_text().split()


class Counter:
    def __init__(self, words: Words) -> None:
        self.count = len(words.words)


async def vocabulary(path: Path) -> Words:
    return Words(path)  # BLOCKS


async def vocabulary_in_thread(path: Path) -> int:
    return Counter(await asyncio.to_thread(Words, path)).count
