"""A value kept after the first call, beside one made at import"""

import asyncio
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def word_list() -> frozenset[str]:
    return frozenset(Path("/usr/share/dict/words").read_text().split())


HOME = Path.home().name


async def is_word(word: str) -> bool:
    return word in word_list()  # BLOCKS


async def is_word_in_thread(word: str) -> bool:
    return word != HOME and word in await asyncio.to_thread(word_list)
