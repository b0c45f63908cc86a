"""What a call of Pydantic refuses whatever is in it, by its type alone.

`BaseModel.model_validate` takes mappings, objects of the model itself and, with `from_attributes`,
every object that is not of a plain type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.types import Instance, ProperType, TupleType, UnionType, get_proper_type

from housestyle_core.record import Record
from mypy_housestyle.facts.class_kinds import is_entity, is_model
from mypy_housestyle.facts.contained import COLLECTIONS
from mypy_housestyle.facts.kept_text import depend_on_text
from mypy_housestyle.facts.model_configs import takes_attributes
from mypy_housestyle.facts.models import ROOT_MODEL
from mypy_housestyle.facts.unreadable import is_refused
from mypy_housestyle.facts.validations import asked_for, is_plain, reading_asked
from mypy_housestyle.facts.written_dependencies import Reader, depend

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.types import Type

    from mypy_housestyle.call import Call


class Refusal(Record):
    """The argument of a call, the model, and the type that it never takes.

    `is_entity` tells that it is mapped to a table and that only `from_attributes` is missing,
    `is_readable` that this would let any object of it through. `of_items` is about the items of a
    list, which may be empty.
    """

    argument: n.Expression
    model: Instance
    given: ProperType
    is_entity: bool
    is_readable: bool
    of_items: bool


def refusal(call: Call, seen: set[str]) -> Refusal | None:
    """Why a call that validates never succeeds; None where it may.

    `seen` gets the modules whose text the answer depends on.
    """
    node = call.node
    if not isinstance(node, n.CallExpr) or not is_plain(node):
        return None
    argument, given = call.arguments[0]
    pair = _pair(asked_for(call), get_proper_type(given), of_items=False)
    if pair is None:
        return None
    model, value, of_items = pair
    if is_entity(model.type, call) or model.type.has_base(ROOT_MODEL):
        return None
    asked = reading_asked(node)
    if not is_refused(value, model, call, reads=asked is True):
        return None  # before the sources of the model and its bases are read
    configured = takes_attributes(model.type, call, seen)
    reads = configured if asked is None else asked
    if configured is None or not is_refused(value, model, call, reads=reads is True):
        return None
    is_readable = not is_refused(value, model, call, reads=True)
    has_entity = any(is_entity(info.type, call) for info in _instances(value))
    return Refusal(argument, model, value, has_entity and is_readable, is_readable, of_items)


def depend_on_refusal(call: Call, modules: set[str]) -> None:
    """Let mypy check the module again when what `refusal` has seen changes."""
    tree = call.checker.tree
    types = [kind for _, kind in call.arguments[:1]]
    names = {name.rpartition(".")[0] for name in call.callee.names}
    reader = Reader(call.checker, call.settings, tree, names)
    depend(reader, types)
    depend_on_text(modules, tree, call.checker)


def _pair(
    wanted: Type | None, given: ProperType, *, of_items: bool
) -> tuple[Instance, ProperType, bool] | None:
    """The model that is wanted and what is given for it, themselves or as items."""
    proper = get_proper_type(wanted)
    if not isinstance(proper, Instance):
        return None
    if is_model(proper.type):
        return proper, given, of_items
    is_list = proper.type.fullname in COLLECTIONS and isinstance(given, Instance)
    if not is_list or not isinstance(given, Instance) or given.type.fullname not in COLLECTIONS:
        return None
    if of_items or not proper.args or not given.args:
        return None
    return _pair(proper.args[0], get_proper_type(given.args[0]), of_items=True)


def _instances(value: ProperType) -> Iterator[Instance]:
    match value:
        case Instance():
            yield value
        case UnionType(items=items):
            for item in items:
                yield from _instances(get_proper_type(item))
        case TupleType():
            yield value.partial_fallback
