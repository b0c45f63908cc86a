"""An event without a model

Whoever reads an event is deployed at another time and by another team. A dictionary that is put
together where it is sent has no schema that both sides share, nothing validates it, and a renamed
key is found in production. A model is the schema: send what `model_dump_json()` gives.

The rule knows the producers of Kafka, Redis, NATS, RabbitMQ, MQTT, Pub/Sub, SNS, SQS, Service Bus,
FastStream, and the tasks of Celery and Dramatiq, and looks for dictionaries with names for keys,
also inside `json.dumps(…)`, and typed dicts. Bytes of Avro or Protobuf, identifiers and the dump of
a model are clean, and so is what a function was given and only hands on. mypy sees publishers that
other modules make, where they have types, and those of the configuration.

## Configuration
    [tool.housestyle.rules.unmodelled-event-payload]
    publishers = ["bus.publish:event"]

## Bad
    # bus.py
    def publish(topic: str, event: object) -> None:
        print(topic, event)


    def notify(order_id: int) -> None:
        publish("orders", {"id": order_id})

## Good
    # bus.py
    from pydantic import BaseModel


    class OrderPlaced(BaseModel):
        id: int


    def publish(topic: str, event: object) -> None:
        print(topic, event)


    def notify(order_id: int) -> None:
        publish("orders", OrderPlaced(id=order_id).model_dump_json())

## Fix
None: only you know what the event has to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.plugin import AttributeContext
from mypy.types import TypedDictType, get_proper_type

from housestyle_core.facts.event_publishers import IN_LISTS, Options, encodes, is_record, publishers
from mypy_housestyle.facts.references import assigned_value, body_around
from mypy_housestyle.facts.signatures import fullname_of, name_of
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from housestyle_core.facts.event_publishers import Publisher
    from mypy_housestyle.call import Call
    from mypy_housestyle.facts.references import Body

STEPS = 6


def about(options: Options) -> Mapping[str, Publisher]:
    return publishers(options.publishers)


def check_call(call: Call, sends: Publisher, _: Options) -> Iterator[Finding]:
    body = body_around(call.checker)
    for value in _payloads(call, sends):
        if kind := _kind(value, body, call):
            yield Finding(value, sends.message(kind))


def _payloads(call: Call, sends: Publisher) -> Iterator[n.Expression]:
    """The arguments that are data; those of a task may stand in a list and a dictionary."""
    if isinstance(call.context, AttributeContext):
        return
    for name, values in zip(call.context.callee_arg_names, call.context.args, strict=True):
        if name not in sends.parameters:
            continue
        for value in values:
            inside = _items(value) if sends.name in IN_LISTS else None
            yield from [value] if inside is None else inside


def _items(value: n.Expression) -> list[n.Expression] | None:
    match value:
        case n.ListExpr() | n.TupleExpr():
            return value.items
        case n.DictExpr():
            return [item for _, item in value.items]
    return None


def _kind(value: n.Expression, body: Body, call: Call) -> str | None:
    """What is wrong with a payload: it is a dictionary made here, or a typed dict."""
    made = _made(value, body)
    if isinstance(made, n.DictExpr):
        names = (key.value for key, _ in made.items if isinstance(key, n.StrExpr))
        return "a dictionary" if is_record(names) else None
    if isinstance(made, n.CallExpr) and fullname_of(made.callee) == "builtins.dict":
        return "a dictionary" if n.ARG_NAMED in made.arg_kinds else None
    declared = get_proper_type(call.checker.lookup_type_or_none(made))
    if isinstance(declared, TypedDictType):
        return f"the TypedDict `{declared.fallback.type.name}`"
    return None


def _made(value: n.Expression, body: Body) -> n.Expression:
    """What a payload is made of, without its encoding, behind a variable of the function."""
    for _ in range(STEPS):
        match value:
            case n.CallExpr(callee=n.MemberExpr(name="encode", expr=inner)):
                value = inner
            case n.CallExpr(callee=callee, args=[inner, *_]) if encodes(name_of(callee)):
                value = inner
            case n.NameExpr() if (assigned := _assigned(value, body)) is not None:
                value = assigned
            case _:
                break
    return value


def _assigned(name: n.NameExpr, body: Body) -> n.Expression | None:
    """What the only assignment gives to a variable."""
    places = body.references.get(name.node, []) if name.node else []
    found = [*filter(None, (assigned_value(place, body) for place in places))]
    return found[0] if len(found) == 1 else None
