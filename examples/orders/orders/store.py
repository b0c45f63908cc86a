"""Where orders are kept."""

import sqlite3

from .models import OrderRequest, OrderResponse


def connect() -> sqlite3.Connection:
    return sqlite3.connect("orders.db")


def find(order_id: int, seen: dict[int, OrderResponse] = {}) -> OrderResponse | None:
    if order_id not in seen:
        row = connect().execute("SELECT id, total FROM orders WHERE id = ?", (order_id,)).fetchone()
        if row is None:
            return None
        seen[order_id] = OrderResponse(id=row[0], total=row[1])
    return seen[order_id]


async def save(order: OrderRequest, total: float) -> OrderResponse:
    connection = connect()
    cursor = connection.execute("INSERT INTO orders (total) VALUES (?)", (total,))
    connection.commit()
    print("saved", order.dict())
    return OrderResponse(id=cursor.lastrowid or 0, total=total)
