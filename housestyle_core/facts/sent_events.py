"""Calls that send messages, and what is wrong with what they send, as far as one file tells."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.classes import foreign_bases
from housestyle_core.facts.consumers import is_task
from housestyle_core.facts.event_publishers import (
    IN_LISTS,
    encodes,
    is_record,
    publishers,
)
from housestyle_core.facts.handlers import last_name
from housestyle_core.facts.infer import called_name, infer_type
from housestyle_core.facts.loose_types import TYPED_DICTS
from housestyle_core.facts.own_classes import own_scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from housestyle_core.facts.event_publishers import Publisher
    from housestyle_core.tree.context import Context, File

TASK_WORDS = frozenset({"actors", "celery", "jobs", "tasks", "worker", "workers"})
"""What stands in the names of modules with tasks."""
TASK_METHODS = {
    "apply_async": "celery.app.task.Task.apply_async",
    "delay": "celery.app.task.Task.delay",
    "send": "dramatiq.actor.Actor.send",
}
AWS = {
    "QueueUrl": "boto3.client.send_message",
    "TargetArn": "boto3.client.publish",
    "TopicArn": "boto3.client.publish",
}
"""Parameters that nothing has but the methods of these clients."""
UNMISTAKABLE = {
    "basic_publish": "pika.channel.Channel.basic_publish",
    "send_and_wait": "aiokafka.AIOKafkaProducer.send_and_wait",
}
"""Methods that nothing else has, so that they tell what an object of unknown class is."""
LIBRARIES = frozenset(name.partition(".")[0] for name in publishers()) - {"google"} | {
    *("aioboto3", "aiobotocore", "google.cloud", "google.cloud.pubsub_v1"),
}
STEPS = 6


def may_send(file: File) -> bool:
    """Whether the file imports a library with publishers, or something from a module of tasks."""
    return file.imports(*LIBRARIES) or _are_of_tasks(file.scope.imported)


def publisher_in(call: ast.Call, context: Context, extra: tuple[str, ...]) -> Publisher | None:
    """What a call sends with, a publisher of the configuration (`extra`) or of a library."""
    name = called_name(call.func, context)
    if name and (known := publishers(extra).get(name)):
        return known
    if name is None and (unmistakable := UNMISTAKABLE.get(last_name(call.func))):
        return publishers()[unmistakable]
    aws = next((AWS[given.arg] for given in call.keywords if given.arg in AWS), None)
    if aws and aws.endswith(f".{last_name(call.func)}"):
        return publishers()[aws]
    match call.func:
        case ast.Attribute(value=task, attr=method) if method in TASK_METHODS:
            if _is_task(task, context, by_name=method != "send"):
                return publishers()[TASK_METHODS[method]]
    return None


def payloads(call: ast.Call, sends: Publisher) -> Iterator[ast.expr]:
    """The arguments that are data; those of a task may stand in a list and a dictionary."""
    for value in _arguments(call, sends):
        inside = _items(value) if sends.name in IN_LISTS else None
        yield from [value] if inside is None else inside


def kind_of(value: ast.expr, context: Context) -> str | None:
    """What is wrong with a payload: it is a dictionary made here, or a typed dict."""
    made = _made(value, context)
    match made:
        case ast.Dict(keys=keys):
            constants = (key.value for key in keys if isinstance(key, ast.Constant))
            names = (value for value in constants if isinstance(value, str))
            return "a dictionary" if is_record(names) else None
        case ast.Call(func=ast.Name(id="dict"), keywords=keywords):
            return "a dictionary" if any(given.arg for given in keywords) else None
    own = own_scope(infer_type(made, context), context)
    kind = own.node if own else None
    if own and own.parent and isinstance(kind, ast.ClassDef):
        bases = foreign_bases(kind, own.parent)
        return None if TYPED_DICTS.isdisjoint(bases) else f"the TypedDict `{kind.name}`"
    return None


def _is_task(task: ast.expr, context: Context, *, by_name: bool) -> bool:
    """Whether a name is that of a task: of this file, or by the module that it comes from."""
    found = context.scope.find(task.id) if isinstance(task, ast.Name) else None
    nodes = [binding.node for binding in found[1]] if found else []
    if found and len(nodes) == 1 and isinstance(nodes[0], ast.FunctionDef | ast.AsyncFunctionDef):
        return is_task(nodes[0], context._replace(scope=found[0]))
    name = context.resolve(task) if by_name else None
    return name is not None and _are_of_tasks([name])


def _are_of_tasks(names: Iterable[str]) -> bool:
    """Whether one of these dotted names leads through a module with tasks."""
    return not TASK_WORDS.isdisjoint("_".join(names).replace(".", "_").split("_"))


def _arguments(call: ast.Call, sends: Publisher) -> Iterator[ast.expr]:
    if sends.is_task and sends.place is None:
        yield from (each for each in call.args if not isinstance(each, ast.Starred))
        yield from (given.value for given in call.keywords if given.arg)
        return
    if sends.place is not None:
        places = slice(sends.place, sends.place + len(sends.parameters))
        yield from call.args[places] if not _has_star(call) else ()
    yield from (given.value for given in call.keywords if given.arg in sends.parameters)


def _has_star(call: ast.Call) -> bool:
    return any(isinstance(each, ast.Starred) for each in call.args)


def _items(value: ast.expr) -> list[ast.expr] | None:
    match value:
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Dict(values=items):
            return items
    return None


def _made(value: ast.expr, context: Context) -> ast.expr:
    """What a payload is made of, without its encoding, behind a variable of the function."""
    for _ in range(STEPS):
        match value:
            case ast.Call(
                func=ast.Attribute(attr="encode", value=inner), args=[] | [ast.Constant()]
            ):
                value = inner
            case ast.Call(func=callee, args=[inner, *_]) if encodes(last_name(callee)):
                value = inner
            case ast.Name() if (assigned := _assigned(value, context)) is not None:
                value = assigned
            case _:
                break
    return value


def _assigned(name: ast.Name, context: Context) -> ast.expr | None:
    """What the only assignment gives to a variable of the function."""
    found = context.scope.find(name.id)
    bindings = found[1] if found and found[0] is context.scope else []
    return bindings[0].value if len(bindings) == 1 else None
