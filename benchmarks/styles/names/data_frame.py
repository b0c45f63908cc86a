"""A table read by pandas"""

import asyncio

import pandas as pd


async def count_orders(path: str) -> int:
    return len(pd.read_csv(path))  # BLOCKS


async def count_orders_in_thread(path: str) -> int:
    return len(await asyncio.to_thread(pd.read_csv, path))
