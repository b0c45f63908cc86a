"""A helper picked from a table"""

import asyncio
import csv
import json
from collections.abc import Callable


def read_json_file(path: str) -> object:
    with open(path) as file:
        return json.load(file)


def read_csv_file(path: str) -> object:
    with open(path, newline="") as file:
        return list(csv.reader(file))


READERS: dict[str, Callable[[str], object]] = {"json": read_json_file, "csv": read_csv_file}


async def read_any(path: str) -> object:
    return READERS[path.rpartition(".")[2]](path)  # BLOCKS


async def read_any_in_thread(path: str) -> object:
    return await asyncio.to_thread(READERS[path.rpartition(".")[2]], path)
