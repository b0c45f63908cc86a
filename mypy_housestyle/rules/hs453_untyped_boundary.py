"""Untyped data across a layer

Between the layers of an application, `dict[str, Any]`, `Any`, a `TypedDict` or a tuple of several
types says nothing that anybody checks: which keys there are is known by reading both sides. A
model names the fields, validates them, and can be searched for.

A dict or `Any` is reported where the function names a key of it: `data["id"]`, `return {"id": …}`.
So is a mapping from strings to values of several kinds, such as `dict[str, int | str]`.
The layers are the modules that `[tool.housestyle.layers]` names (`housestyle config` shows which
globs hold); their public functions and methods count, constructors too. True mappings
(`dict[UUID, User]`, `dict[str, int]`), `**kwargs`, callables, named tuples and what a framework
prescribes are clean.
So are the converters at the border: what `validate_…`, `parse_…`, `from_…`, `decode_…` and
`deserialize_…` take, and what `to_…`, `as_…`, `dump_…`, `encode_…`, `serialize_…`, `convert_…` and
`…_payload` give; and what others prescribe, `…_kwargs`, `…_args`, `…_params`, `…_headers`,
`…_query`, `…_filter`, `…_statement`. So is a tuple that a function only hands on or looks something
up by. Routes belong to HS451 and HS452.

## Bad
    # service.py
    from typing import Any


    def create_order(data: dict[str, Any]) -> tuple[int, str]:
        return data["id"], data["name"]

## Good
    # service.py
    from pydantic import BaseModel


    class Order(BaseModel):
        id: int
        name: str


    def create_order(data: Order) -> Order:
        return data

## Fix
None: only you know what crosses here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import mypy.nodes as n  # noqa: TC002 (`check` is registered by its annotation)
from mypy.messages import format_type_bare
from mypy.types import (
    CallableType,
    Instance,
    TupleType,
    TypedDictType,
    get_proper_type,
)

from housestyle_core.facts.layers import layers_of
from housestyle_core.record import Record
from housestyle_core.tree.excerpt import cut
from mypy_housestyle.facts.boundaries import (
    is_boundary,
    is_handed_on,
    is_injected,
    is_method_of,
)
from mypy_housestyle.facts.class_kinds import is_entity, is_row
from mypy_housestyle.facts.contained import COLLECTIONS
from mypy_housestyle.facts.record_use import is_kept_whole, is_read_by_key, returns_named_keys
from mypy_housestyle.facts.references import body_of
from mypy_housestyle.facts.untyped import DICTS, Policy, is_mixed, untyped_part
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.types import ProperType, Type

    from mypy_housestyle.facts.references import Body
    from mypy_housestyle.module import ModuleContext

CONSTRUCTOR = ("__init__",)
READER = re.compile(r"(validate|parse|from|decode|deserialize)(_.*)?")
KEEPERS = ("*Service", "*Repository", "*Store")
WRITER = re.compile(
    r"(to|as|dump|encode|serialize|convert)(_.*)?|.*_(payload|kwargs|args|params|headers)"
    r"|(?!(run|execute|fetch|get|search|send|perform|handle)_).*_(query|filter|statement|stmt)"
)


class Options(Record):
    """`allow`: types that may cross, as mypy writes them: `dict[str, Any]`, `Any`, `Payload`.

    `opaque`: whether to `report` a dict or `Any`, too, whose keys the function does not name.
    `tuple-places`: how many places of several types make a tuple a record.

    `entities`: whether to `report` what is mapped to a table of a database. What services and
    repositories return is for HS456 and HS457 to say.
    """

    allow: tuple[str, ...] = ()
    opaque: Literal["allow", "report"] = "allow"
    tuple_places: int = 3
    entities: Literal["allow", "report"] = "allow"


def applies(context: ModuleContext, _: Options) -> bool:
    return bool(layers_of(context.relative, context.settings))


def check(node: n.FuncDef, context: ModuleContext, options: Options) -> Iterator[Finding]:
    written = node.unanalyzed_type
    declared = get_proper_type(node.type)
    if not isinstance(written, CallableType) or not isinstance(declared, CallableType):
        return
    if not is_boundary(node, context, CONSTRUCTOR):
        return

    def is_allowed(part: Type) -> bool:
        return _text(part, context) in options.allow

    def is_barred(info: n.TypeInfo) -> bool:
        return options.entities == "report" and (is_row(info) or is_entity(info, context))

    policy = Policy(is_allowed, options.tuple_places, is_barred)
    name = context.owner.name if node.name == "__init__" and context.owner else node.name
    is_reader = READER.fullmatch(node.name)
    arguments = zip(node.arguments, written.arg_types, declared.arg_types, strict=True)
    for argument, place, taken in arguments:
        is_given = not is_handed_on(argument, taken) and not is_injected(argument, place, context)
        part = untyped_part(taken, policy) if is_given and not is_reader else None
        if part and _is_record(argument.variable, part, body_of(node), options):
            what = f"{_kind(part)}`{_text(part, context)}` as `{argument.variable.name}`"
            yield Finding(place, f"`{name}` takes {what}: take a model with its fields")
    if is_method_of(node, context, KEEPERS):
        policy = policy._replace(is_barred=lambda _: False)
    part = None if WRITER.fullmatch(node.name) else untyped_part(declared.ret_type, policy)
    if part and (_is_evident(part, options) or returns_named_keys(node, body_of(node))):
        what = f"{_kind(part)}`{_text(part, context)}`"
        message = f"`{name}` returns {what}: return a model with its fields"
        yield Finding(written.ret_type, message)


def _is_record(variable: n.Var, part: ProperType, body: Body, options: Options) -> bool:
    """Whether a function takes data apart that it is given, or the type says what there is."""
    if isinstance(part, TupleType):
        return options.opaque == "report" or not is_kept_whole(variable, body)
    return _is_evident(part, options) or is_read_by_key(variable, body)


def _is_evident(part: ProperType, options: Options) -> bool:
    """Whether the type alone is reported, whatever the function does with the data."""
    is_named = _names_fields(part) or isinstance(part, TypedDictType | TupleType)
    return is_named or (options.opaque == "report" and not is_mixed(part))


def _text(part: Type, context: ModuleContext) -> str:
    return cut(format_type_bare(part, context.checker.options))


def _kind(part: ProperType) -> str:
    if isinstance(part, TypedDictType):
        return "the TypedDict "
    return "the entity " if _names_fields(part) else ""


def _names_fields(part: ProperType) -> bool:
    """Whether a type that may not cross is a class with fields, which is so of entities alone."""
    return isinstance(part, Instance) and part.type.fullname not in (*DICTS, *COLLECTIONS)
