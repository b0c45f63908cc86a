"""The other half of a cycle of imports"""

import asyncio

from calls.import_cycle.nodes import wait_for_node


def settle_edges(name: str) -> str:
    return wait_for_node(name.rpartition(".")[0])


async def edges(name: str) -> str:
    return settle_edges(name)  # BLOCKS


async def edges_in_thread(name: str) -> str:
    return await asyncio.to_thread(settle_edges, name)
