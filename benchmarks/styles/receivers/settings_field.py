"""A path in the settings"""

import asyncio
from pathlib import Path

from pydantic import BaseModel


class Settings(BaseModel):
    key_file: Path = Path("key.pem")


settings = Settings()


async def public_key() -> bytes:
    return settings.key_file.read_bytes()  # BLOCKS


async def public_key_in_thread() -> bytes:
    return await asyncio.to_thread(settings.key_file.read_bytes)
