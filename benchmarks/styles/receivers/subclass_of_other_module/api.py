"""A subclass of another module's subclass, kept in self"""

import asyncio

from receivers.subclass_of_other_module.base import TracedSession


class OrderSession(TracedSession):
    path = "/orders"


class Orders:
    def __init__(self, session: OrderSession) -> None:
        self.session = session

    async def count(self) -> int:
        return len(self.session.get(self.session.path).json())  # BLOCKS

    async def count_in_thread(self) -> int:
        response = await asyncio.to_thread(self.session.get, self.session.path)
        return len(response.json())
