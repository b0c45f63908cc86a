"""An event without a model

Whoever reads an event is deployed at another time and by another team. A dictionary that is put
together where it is sent has no schema that both sides share, nothing validates it, and a renamed
key is found in production. A model is the schema: send what `model_dump_json()` gives.

The rule knows the producers of Kafka, Redis, NATS, RabbitMQ, MQTT, Pub/Sub, SNS, SQS, Service Bus,
FastStream, and the tasks of Celery and Dramatiq, and looks for dictionaries with names for keys,
also inside `json.dumps(…)`, and typed dicts. Bytes of Avro or Protobuf, identifiers and the dump of
a model are clean, and so is what a function was given and only hands on. A task of another module
is known by the name of that, such as `tasks`.

## Bad
    import json

    from aiokafka import AIOKafkaProducer


    async def notify(producer: AIOKafkaProducer, order_id: int) -> None:
        await producer.send("orders", json.dumps({"id": order_id}).encode())

## Good
    from aiokafka import AIOKafkaProducer
    from pydantic import BaseModel


    class OrderPlaced(BaseModel):
        id: int


    async def notify(producer: AIOKafkaProducer, order_id: int) -> None:
        await producer.send("orders", OrderPlaced(id=order_id).model_dump_json().encode())

## Fix
None: only you know what the event has to say.
"""

from __future__ import annotations

import ast  # noqa: TC003 (`check` is registered by its annotation)
from typing import TYPE_CHECKING

from housestyle_core.facts.event_publishers import Options, publishers
from housestyle_core.facts.sent_events import kind_of, may_send, payloads, publisher_in
from housestyle_core.finding import Finding
from housestyle_core.tree.names import last_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from housestyle_core.tree.context import Context, File

__all__ = ["Options", "about", "applies", "check"]


def applies(file: File, options: Options) -> bool:
    """Whether the file imports a library with publishers, or the configuration has some."""
    return bool(options.publishers) or may_send(file)


def about(options: Options) -> Collection[str]:
    """The functions and methods that send."""
    return last_names(publishers(options.publishers))


def check(node: ast.Call, context: Context, options: Options) -> Iterator[Finding]:
    sends = publisher_in(node, context, options.publishers)
    if sends is None:
        return
    for value in payloads(node, sends):
        if kind := kind_of(value, context):
            yield Finding(value, sends.message(kind))
