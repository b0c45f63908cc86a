"""The address of a host"""

import asyncio
import socket


async def addresses(host: str) -> list[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, 443)]  # BLOCKS


async def addresses_on_the_loop(host: str) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, 443)
    return [str(one[4][0]) for one in found]
