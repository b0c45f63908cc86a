"""A cache server"""

import redis
import redis.asyncio

cache = redis.Redis.from_url("redis://localhost")
async_cache = redis.asyncio.Redis.from_url("redis://localhost")


async def greeting(user: str) -> object:
    return cache.get(f"greeting:{user}")  # BLOCKS


async def greeting_on_the_loop(user: str) -> object:
    return await async_cache.get(f"greeting:{user}")
