"""External data used before it is validated

What `json.loads`, `yaml.safe_load` or `response.json()` gives has the type `Any`, so a missing
key or a string where a number should be shows far from here, if ever. A model says at the border
what the data must be, and from there on mypy knows it.

The value may be tested, compared, printed, converted on the spot (`int(data["count"])`) and passed
as `object` or `Any`, which is how validators take it. Models, `TypeAdapter`, `msgspec.convert`,
`isinstance` with anything but a container and `match` validate. `isinstance(data, dict)` does not:
it says nothing of the keys.

The sources are JSON (`json`, `orjson`, `ujson`, `simplejson`, `msgspec` without a type), YAML,
TOML, CSV, what `httpx`, `requests`, `aiohttp` and `urllib3` receive, and the bodies and sockets of
Starlette, aiohttp and Flask. The option `sources` adds functions and methods of your
own, and families that are off by default, for they are noisy in a project that does not mean to
model them:

- `pickle`, and `rows` to which SQLAlchemy's `text()`, `sqlite3`, `psycopg`, `pymysql`, `aiosqlite`
  or `pymongo` give no types, the arguments of `celery` tasks, and a `form`, whose values mypy
  tells apart from files;
- text: `environ` (HS721 has that, too), `ini`, `request-text` (query parameters and headers),
  `message` (sockets, Kafka, S3), `redis`, `subprocess`. Text is data where code takes it apart
  (`.split(",")`, `[0]`). Where it is parsed as JSON, the parser is the source, in any case.

What comes from a library without types, as `boto3` without its stubs, no type checker knows.

Left alone are a use inside a `try` that catches `KeyError`, `LookupError`, `AttributeError` or
`TypeError`, the body of a response that tells of an error (in an `except` or under
`if response.status_code >= 400`), and, unless `returned = "report"`, a function that gives the
data to its caller untouched: readers of free-form JSON, decoders and clients do that by trade.

## Bad
    import json


    def total(text: str) -> int:
        order = json.loads(text)
        return order["price"] * order["count"]

## Good
    from pydantic import BaseModel


    class Order(BaseModel):
        price: int
        count: int


    def total(text: str) -> int:
        order = Order.model_validate_json(text)
        return order.price * order.count

## Fix
None: only you know what the data must hold.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.types import Instance, get_proper_type

from housestyle_core.facts.celery_tasks import task_decorator
from housestyle_core.facts.external_data import (
    CELERY,
    REQUEST_SOURCE,
    VALIDATORS,
    Options,
)
from housestyle_core.facts.external_data import sources as about
from housestyle_core.facts.modules import is_migration, is_test
from mypy_housestyle.facts.failures import is_after_failure
from mypy_housestyle.facts.fates import Flow, Use
from mypy_housestyle.facts.origins import is_own_data
from mypy_housestyle.facts.references import body_around, body_of
from mypy_housestyle.facts.results import is_hooked
from mypy_housestyle.facts.source import source_of
from mypy_housestyle.facts.source_words import words_for
from mypy_housestyle.facts.unknown_shapes import is_told, is_unknown
from mypy_housestyle.facts.unvalidated import fate_of, fate_of_parameter
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.facts.external_sources import Family
    from mypy_housestyle.call import Call
    from mypy_housestyle.module import ModuleContext

__all__ = ["Options", "about", "applies", "check", "check_call"]


def check_call(call: Call, family: Family, options: Options) -> Iterator[Finding]:
    path = call.settings.relative(call.checker.path)
    if is_test(path) or is_migration(path):
        return
    if family.gives != "text" and not is_unknown(call.returns):
        return
    validators = VALIDATORS | {*options.validators}
    may_return = options.returned == "allow"
    flow = Flow(body_around(call.checker), call.checker, validators, may_return, family.gives)
    if _belongs_to_others(call, flow):
        return
    found = fate_of(call.node, flow)
    if isinstance(found, Use) and not (found.whole and _is_container(call)):
        shown, write = words_for(call, family)
        or_object = ", or declare the result `object`" if found.how == "returned" else ""
        message = f"what `{shown}` gives is {found.how} unvalidated: use {write}{or_object}"
        yield Finding(found.node, message)


def applies(context: ModuleContext, options: Options) -> bool:
    return CELERY.name in options.sources and not is_test(context.relative)


def check(node: n.FuncDef, context: ModuleContext, options: Options) -> Iterator[Finding]:
    """The arguments of a Celery task, which come from a queue."""
    if context.decorator is None or not _is_task(node, context):
        return
    validators = VALIDATORS | {*options.validators}
    flow = Flow(body_of(node), context.checker, validators, may_return=True)
    for argument in node.arguments:
        name, declared = argument.variable.name, argument.variable.type
        found = fate_of_parameter(argument.variable, flow)
        if (
            isinstance(found, Use)
            and not found.whole
            and is_unknown(declared)
            and is_told(declared)
        ):
            message = f"what the task gets as `{name}` is {found.how} unvalidated"
            yield Finding(found.node, f"{message}: use {CELERY.instead}")


def _is_task(node: n.FuncDef, context: ModuleContext) -> bool:
    source = source_of(context.tree, context.settings)
    function, around = (source and source.definition(node)) or (None, None)
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) or around is None:
        return False
    return task_decorator(function, around) is not None


def _is_container(call: Call) -> bool:
    """Whether the call tells that it gives a dict or list, which may be handed on as one."""
    return isinstance(get_proper_type(call.returns), Instance) and not call.is_awaitable


def _belongs_to_others(call: Call, flow: Flow) -> bool:
    """Whether this is the program's own data, tells of an error, or is what HS451 has."""
    node = call.node
    if not isinstance(node, n.CallExpr):
        return False
    if REQUEST_SOURCE in call.callee.names:
        function = call.checker.scope.current_function()
        return isinstance(function, n.FuncDef) and is_hooked(function, flow)
    if is_own_data(node, flow):
        return True
    callee = node.callee
    if not isinstance(callee, n.MemberExpr) or callee.name != "json":
        return False
    is_of_error = isinstance(callee.expr, n.MemberExpr) and callee.expr.name == "response"
    return is_of_error or is_after_failure(node, flow.body)
