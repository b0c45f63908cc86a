"""A helper of the same file"""

import asyncio
import json
from pathlib import Path


def load_prices(path: Path) -> dict[str, float]:
    return {str(sku): float(price) for sku, price in json.loads(path.read_text()).items()}


async def price_of(path: Path, sku: str) -> float:
    return load_prices(path)[sku]  # BLOCKS


async def price_in_thread(path: Path, sku: str) -> float:
    return (await asyncio.to_thread(load_prices, path))[sku]
