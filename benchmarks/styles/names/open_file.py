"""The contents of a file that is opened here"""

import json

import anyio


async def read_fixture(name: str) -> object:
    with open(name) as file:  # BLOCKS
        return json.load(file)  # SAME CAUSE


async def read_fixture_without_waiting(name: str) -> object:
    async with await anyio.open_file(name) as file:
        return json.loads(await file.read())
