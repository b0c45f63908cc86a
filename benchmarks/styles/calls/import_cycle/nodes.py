"""One half of a cycle of imports"""

from __future__ import annotations

import time


def settle_node(name: str) -> str:
    from calls.import_cycle.edges import settle_edges

    return settle_edges(name) if name else ""


def wait_for_node(name: str) -> str:
    time.sleep(0.1)
    return name


async def settle(name: str) -> str:
    return settle_node(name)  # BLOCKS


async def settled(name: str) -> str:
    return name.strip()
