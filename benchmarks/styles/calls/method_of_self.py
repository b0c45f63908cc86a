"""A sync method of the same object"""

import asyncio
from pathlib import Path


class Templates:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.names: list[str] = []

    def read_source(self, name: str) -> str:
        return (self.root / name).read_text()

    def known(self, name: str) -> bool:
        return name in self.names

    async def render(self, name: str) -> str:
        return self.read_source(name).format(name=name)  # BLOCKS

    async def render_in_thread(self, name: str) -> str:
        if not self.known(name):
            return ""
        return (await asyncio.to_thread(self.read_source, name)).format(name=name)
