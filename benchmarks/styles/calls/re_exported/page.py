"""A helper by way of its package"""

import asyncio

from calls import re_exported
from calls.re_exported._reader import empty_terms


async def terms() -> str:
    return re_exported.read_terms()  # BLOCKS


async def terms_in_thread() -> str:
    return empty_terms() or await asyncio.to_thread(re_exported.read_terms)
