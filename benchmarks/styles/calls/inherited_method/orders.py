"""A method of a base class in another module"""

import asyncio

from calls.inherited_method.base import Exporter


class OrderExporter(Exporter):
    def pack(self) -> str:
        return super().pack().upper()


async def export(exporter: OrderExporter) -> str:
    return exporter.pack()  # BLOCKS


async def export_in_thread(exporter: OrderExporter) -> str:
    return exporter.title() + await asyncio.to_thread(exporter.pack)
