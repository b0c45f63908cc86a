"""An attribute that is a file"""

import asyncio
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Licence:
    path: Path

    @property
    def wording(self) -> str:
        return self.path.read_text()

    @property
    def file_name(self) -> str:
        return self.path.name


async def licence_text(licence: Licence) -> str:
    return licence.wording  # BLOCKS


async def licence_in_thread(licence: Licence) -> str:
    text = await asyncio.to_thread(licence.path.read_text)
    return licence.file_name + text
