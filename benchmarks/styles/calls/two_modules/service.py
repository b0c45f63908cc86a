"""A helper in another module"""

import asyncio

from calls.two_modules.files import config_name, read_config_text


async def config(name: str) -> str:
    return read_config_text(config_name(name))  # BLOCKS


async def config_in_thread(name: str) -> str:
    return await asyncio.to_thread(read_config_text, config_name(name))
