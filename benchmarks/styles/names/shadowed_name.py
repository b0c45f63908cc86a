"""Names of one's own that are spelled like blocking ones"""

import time
from collections.abc import Callable


async def settle() -> None:
    time.sleep(2)  # BLOCKS


async def open_door(open: Callable[[str], str], sleep: Callable[[int], None]) -> str:
    sleep(1)
    return open("front")
