"""A store read by its brackets"""

import asyncio
from pathlib import Path


class FileStore:
    def __init__(self, root: Path) -> None:
        self.root = root

    def __getitem__(self, key: str) -> bytes:
        return (self.root / key).read_bytes()

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and not key.startswith(".")


async def blob(store: FileStore, key: str) -> bytes:
    return store[key]  # BLOCKS


async def blob_in_thread(store: FileStore, key: str) -> bytes:
    if key not in store:
        return b""
    return await asyncio.to_thread(store.__getitem__, key)
