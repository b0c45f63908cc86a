"""The functions that send messages to other processes, and the parameters that take the data."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

PAYLOADS: Mapping[str, Mapping[str, str]] = {
    "value": {
        "aiokafka.producer.producer.AIOKafkaProducer": "send send_and_wait",
        "confluent_kafka.Producer": "produce",
        "confluent_kafka.cimpl.Producer": "produce",
        "kafka.producer.kafka.KafkaProducer": "send",
    },
    "message": {
        "faststream.confluent.broker.broker.KafkaBroker": "publish",
        "faststream.kafka.broker.broker.KafkaBroker": "publish",
        "faststream.nats.broker.broker.NatsBroker": "publish",
        "faststream.rabbit.broker.broker.RabbitBroker": "publish",
        "faststream.redis.broker.broker.RedisBroker": "publish",
        "redis.commands.core.PubSubCommands": "publish",
    },
    "payload": {
        "nats.aio.client.Client": "publish request",
        "nats.js.client.JetStreamContext": "publish",
        "paho.mqtt.client.Client": "publish",
    },
    "body": {
        "aio_pika.message": "Message",
        "azure.servicebus": "ServiceBusMessage",
        "azure.servicebus._common.message": "ServiceBusMessage",
        "azure.eventhub._common": "EventData",
        "pika.adapters.blocking_connection.BlockingChannel": "basic_publish",
    },
    "data": {"google.cloud.pubsub_v1.publisher.client.Client": "publish"},
    "Message": {
        "mypy_boto3_sns.client.SNSClient": "publish",
        "types_aiobotocore_sns.client.SNSClient": "publish",
    },
    "MessageBody": {
        "mypy_boto3_sqs.client.SQSClient": "send_message",
        "types_aiobotocore_sqs.client.SQSClient": "send_message",
    },
    "args kwargs": {
        "celery.app.task.Task": "apply_async delay",
        "celery.canvas.Signature": "apply_async delay",
        "celery.app.base.Celery": "send_task",
        "dramatiq.actor.Actor": "send",
    },
}


class Publisher(NamedTuple):
    """What a function is called for people, and the parameters that take the data."""

    name: str
    parameters: tuple[str, ...]


def publisher(names: tuple[str, ...], extra: tuple[str, ...]) -> Publisher | None:
    """The first publisher among the names of a callee.

    `extra` has more of them, as `app.bus.EventBus.publish:event`.
    """
    known = _known(extra)
    return next((known[name] for name in names if name in known), None)


@lru_cache(maxsize=8)
def _known(extra: tuple[str, ...]) -> Mapping[str, Publisher]:
    found = {
        f"{owner}.{name}": Publisher(name, tuple(parameters.split()))
        for parameters, owners in PAYLOADS.items()
        for owner, names in owners.items()
        for name in names.split()
    }
    for entry in extra:
        dotted, _, parameter = entry.partition(":")
        found[dotted] = Publisher(dotted.rpartition(".")[2], (parameter,))
    return found
