"""What takes the messages of a broker, and what the workers of a queue run."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.celery_tasks import task_decorator
from housestyle_core.facts.infer import called_name

if TYPE_CHECKING:
    from housestyle_core.facts.fastapi_routes import Handler
    from housestyle_core.tree.context import Context

CONSUMER_BASES = ("kombu.mixins.ConsumerMixin", "kombu.mixins.ConsumerProducerMixin")
CONSUMERS = frozenset(
    f"{module}.{name}"
    for module, names in {
        "aiokafka": "AIOKafkaConsumer",
        "aiokafka.consumer": "AIOKafkaConsumer",
        "confluent_kafka": "Consumer DeserializingConsumer",
        "confluent_kafka.aio": "AIOConsumer",
        "confluent_kafka.avro": "AvroConsumer",
        "google.cloud.pubsub": "SubscriberClient",
        "google.cloud.pubsub_v1": "SubscriberAsyncClient SubscriberClient",
        "kafka": "KafkaConsumer",
        "kombu": "Consumer",
        "nats.aio.client.Client": "subscribe",
        "pika.adapters.blocking_connection.BlockingChannel": "basic_consume",
        "pulsar.Client": "subscribe",
    }.items()
    for name in names.split()
)
"""Classes whose objects take messages, and methods that begin to."""
TASKS = frozenset(
    f"{owner}.{name}"
    for owner, names in {
        "dramatiq": "actor",
        "huey.Huey": "periodic_task task",
        "huey.MemoryHuey": "periodic_task task",
        "huey.RedisHuey": "periodic_task task",
        "huey.SqliteHuey": "periodic_task task",
        "procrastinate.App": "periodic task",
        "rq": "job",
        "rq.decorators": "job",
        "taskiq": "async_shared_broker.task",
        "taskiq.InMemoryBroker": "task",
        "taskiq_aio_pika.AioPikaBroker": "task",
        "taskiq_nats.NatsBroker": "task",
        "taskiq_redis.ListQueueBroker": "task",
        "taskiq_redis.RedisStreamBroker": "task",
    }.items()
    for name in names.split()
)
"""Decorators that make tasks, beside those of Celery."""


def is_consumer(function: Handler, context: Context) -> bool:
    """Whether a decorator of FastStream or Faust has a function called with messages.

    A broker of another module is known by its `subscriber`, which nothing else has.
    """
    return any(_subscribes(decorator, context) for decorator in function.decorator_list)


def consumes(call: ast.Call, context: Context) -> bool:
    """Whether a call makes an object that takes messages, or begins to take them."""
    return called_name(call.func, context) in CONSUMERS


def is_task(function: Handler, context: Context) -> bool:
    """Whether a worker runs a function that others put into its queue."""
    return task_decorator(function, context) is not None or any(
        called_name(_plain(decorator), context) in TASKS for decorator in function.decorator_list
    )


def _subscribes(decorator: ast.expr, context: Context) -> bool:
    match decorator:
        case ast.Call(func=ast.Attribute(attr="subscriber")):
            return True
        case ast.Call(func=ast.Attribute(attr="agent") as called):
            return called_name(called, context) == "faust.App.agent"
    return False


def _plain(decorator: ast.expr) -> ast.expr:
    return decorator.func if isinstance(decorator, ast.Call) else decorator
