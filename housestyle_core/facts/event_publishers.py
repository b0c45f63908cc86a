"""The functions that send messages to other processes, and the parameters that take the data."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PAYLOADS: Mapping[tuple[str, int | None], Mapping[str, str]] = {
    ("value", 1): {
        "aiokafka.AIOKafkaProducer": "send send_and_wait",
        "aiokafka.producer.AIOKafkaProducer": "send send_and_wait",
        "aiokafka.producer.producer.AIOKafkaProducer": "send send_and_wait",
        "confluent_kafka.Producer": "produce",
        "confluent_kafka.cimpl.Producer": "produce",
        "kafka.KafkaProducer": "send",
        "kafka.producer.kafka.KafkaProducer": "send",
    },
    ("message", 0): {
        "faststream.confluent.KafkaBroker": "publish",
        "faststream.confluent.broker.broker.KafkaBroker": "publish",
        "faststream.kafka.KafkaBroker": "publish",
        "faststream.kafka.broker.broker.KafkaBroker": "publish",
        "faststream.nats.NatsBroker": "publish",
        "faststream.nats.broker.broker.NatsBroker": "publish",
        "faststream.rabbit.RabbitBroker": "publish",
        "faststream.rabbit.broker.broker.RabbitBroker": "publish",
        "faststream.redis.RedisBroker": "publish",
        "faststream.redis.broker.broker.RedisBroker": "publish",
    },
    ("message", 1): {
        "redis.Redis": "publish",
        "redis.asyncio.Redis": "publish",
        "redis.commands.core.PubSubCommands": "publish",
        "valkey.Valkey": "publish",
        "valkey.asyncio.Valkey": "publish",
    },
    ("payload", 1): {
        "nats.NATS": "publish request",
        "nats.aio.client.Client": "publish request",
        "nats.js.client.JetStreamContext": "publish",
        "paho.mqtt.client.Client": "publish",
        "paho.mqtt.publish": "single",
    },
    ("body", 0): {
        "aio_pika": "Message",
        "aio_pika.message": "Message",
        "azure.eventhub": "EventData",
        "azure.eventhub._common": "EventData",
        "azure.servicebus": "ServiceBusMessage",
        "azure.servicebus._common.message": "ServiceBusMessage",
        "kombu.Producer": "publish",
    },
    ("body", 2): {
        "pika.adapters.blocking_connection.BlockingChannel": "basic_publish",
        "pika.channel.Channel": "basic_publish",
    },
    ("data", 1): {
        "google.cloud.pubsub.PublisherClient": "publish",
        "google.cloud.pubsub_v1.PublisherClient": "publish",
        "google.cloud.pubsub_v1.publisher.client.Client": "publish",
    },
    ("Message", None): {
        "boto3.client": "publish",
        "mypy_boto3_sns.client.SNSClient": "publish",
        "types_aiobotocore_sns.client.SNSClient": "publish",
    },
    ("MessageBody", None): {
        "boto3.client": "send_message",
        "mypy_boto3_sqs.client.SQSClient": "send_message",
        "types_aiobotocore_sqs.client.SQSClient": "send_message",
    },
    ("args kwargs", 0): {
        "celery.app.task.Task": "apply_async",
        "celery.canvas.Signature": "apply_async",
    },
    ("args kwargs", 1): {
        "celery.Celery": "send_task",
        "celery.app.base.Celery": "send_task",
    },
    ("args kwargs", None): {
        "celery.app.task.Task": "delay",
        "celery.canvas.Signature": "delay",
        "dramatiq.actor.Actor": "send",
    },
}
"""By the parameters for data and the place of the first of them, None where they have no place."""
ENCODER = r"(?:\w+_)?dumps(?:_\w+)?|encode|bytes|str|packb|deepcopy|copy"
HEADER = r"[A-Z]\w*(?:-[A-Z]\w*)+"
IN_LISTS = frozenset({"apply_async", "send_task"})
"""Publishers that take the arguments of a task in a list and a dictionary."""


class Options(Record):
    """`publishers`: more functions or methods, each with its parameter for the data, such as
    `app.bus.EventBus.publish:event`.
    """

    publishers: tuple[str, ...] = ()


class Publisher(Record):
    """What a function is called for people, the parameters that take the data, and their place."""

    name: str
    parameters: tuple[str, ...]
    place: int | None = None

    @property
    def is_task(self) -> bool:
        """Whether the data are arguments for a function that a worker runs."""
        return "kwargs" in self.parameters

    def message(self, kind: str) -> str:
        """What is said of data of that kind."""
        dump = 'model_dump(mode="json")' if self.is_task else "model_dump_json()"
        return (
            f"`{self.name}` sends {kind}, which nothing validates: make a model of it and send its "
            f"`{dump}`"
        )


def encodes(name: str) -> bool:
    """Whether a function of that last name takes a payload and keeps its keys."""
    return re.fullmatch(ENCODER, name) is not None


def is_record(keys: Iterable[str]) -> bool:
    """Whether a dictionary with these names for keys is data and not headers of HTTP."""
    names = list(keys)
    return bool(names) and not any(re.fullmatch(HEADER, name) for name in names)


@lru_cache(maxsize=8)
def publishers(extra: tuple[str, ...] = ()) -> Mapping[str, Publisher]:
    """All publishers by their dotted names.

    `extra` has more of them, as `app.bus.EventBus.publish:event`.
    """
    found = {
        f"{owner}.{name}": Publisher(name, tuple(parameters.split()), place)
        for (parameters, place), owners in PAYLOADS.items()
        for owner, names in owners.items()
        for name in names.split()
    }
    for entry in extra:
        dotted, _, parameter = entry.partition(":")
        found[dotted] = Publisher(dotted.rpartition(".")[2], (parameter,))
    return found
