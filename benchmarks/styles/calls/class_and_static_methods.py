"""Makers of a record"""

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Report:
    title: str

    @classmethod
    def load_from(cls, path: Path) -> "Report":
        return cls(json.loads(path.read_text())["title"])

    @staticmethod
    def slug(title: str) -> str:
        return title.lower().replace(" ", "-")


async def report(path: Path) -> Report:
    return Report.load_from(path)  # BLOCKS


async def report_in_thread(path: Path) -> str:
    found = await asyncio.to_thread(Report.load_from, path)
    return Report.slug(found.title)
