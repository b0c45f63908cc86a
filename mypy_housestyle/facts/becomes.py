"""Why no value of a type can become one of another, judged as FastAPI fills a response model.

It hands the value to Pydantic, which takes an object's attributes for fields and is not strict
about scalars. What the types do not settle may become anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.subtypes import is_subtype
from mypy.types import (
    AnyType,
    Instance,
    LiteralType,
    NoneType,
    ProperType,
    TupleType,
    Type,
    TypedDictType,
    TypeOfAny,
    UnionType,
    get_proper_type,
)

from housestyle_core.record import Record
from mypy_housestyle.facts.attributes import attribute, is_closed
from mypy_housestyle.facts.class_kinds import is_entity, is_model
from mypy_housestyle.facts.contained import RECORDS
from mypy_housestyle.facts.dependencies import without_none
from mypy_housestyle.facts.lax_values import (
    LISTS,
    TAKES,
    has_attributes,
    kind_of,
    scalar_of,
    value_type,
)
from mypy_housestyle.facts.loose_types import is_plain_dataclass
from mypy_housestyle.facts.models import fields_of, root_type

if TYPE_CHECKING:
    from mypy.checker import TypeChecker

    from housestyle_core.config import Settings
    from mypy_housestyle.facts.models import Taken

DEPTH = 10
ANY = AnyType(TypeOfAny.special_form)


class Misfit(Record):
    """What cannot become what: the value itself, or what `owner` has for a field.

    `key` is the name that a field is looked for by, where `owner` has nothing of that name.
    """

    given: ProperType
    wanted: ProperType
    field: str = ""
    owner: ProperType | None = None
    key: str = ""


class World(Record):
    """The module that is being checked, and how many types are around the ones looked at.

    `names` gets the full names of what the answers depend on, `modules` those whose text they do.
    """

    checker: TypeChecker
    settings: Settings
    names: set[str]
    modules: set[str]
    depth: int = 0


def misfit(given: Type, wanted: Type, world: World) -> Misfit | None:
    """Why no value of a type can become one of another; None where one may.

    Of a union no member can. A collection is judged by what it holds.
    """
    one, other = get_proper_type(given), get_proper_type(wanted)
    inner = world._replace(depth=world.depth + 1)
    if inner.depth > DEPTH or is_subtype(one, other) or is_subtype(other, one):
        return None
    if isinstance(one, UnionType):
        found = [misfit(part, other, inner) for part in one.items]
        return None if None in found else found[0]
    return _into(one, other, inner)


def _into(one: ProperType, other: ProperType, inner: World) -> Misfit | None:
    if isinstance(other, UnionType):
        return _into_union(one, other, inner)
    wanted = other.fallback if isinstance(other, LiteralType) else other
    if kind_of(one) is None:
        return None
    if isinstance(wanted, TypedDictType):
        return _into_typed_dict(one, wanted)
    if isinstance(wanted, Instance):
        return _into_instance(one, wanted, inner)
    return Misfit(one, other) if isinstance(wanted, NoneType) else None


def _into_union(one: ProperType, other: UnionType, world: World) -> Misfit | None:
    """A misfit with the only member that is not `None`, else with the whole union."""
    found = [misfit(one, part, world) for part in other.items]
    if None in found:
        return None
    real = [each for each in found if each and not isinstance(each.wanted, NoneType)]
    return real[0] if len(real) == 1 else Misfit(one, other)


def _into_typed_dict(one: ProperType, other: TypedDictType) -> Misfit | None:
    if not isinstance(one, TypedDictType):
        return None if kind_of(one) == "mapping" else Misfit(one, other)
    missing = [key for key in other.items if key in other.required_keys - set(one.items)]
    return Misfit(one, other, missing[0], one, missing[0]) if missing else None


def _into_instance(one: ProperType, other: Instance, world: World) -> Misfit | None:
    info, kind = other.type, kind_of(one)
    if info.is_newtype:
        return misfit(one, info.bases[0], world)
    if is_model(info):
        return _into_model(one, other, world)
    if info.fullname in LISTS:
        return _into_list(one, other, world)
    if info.fullname in RECORDS and kind == "mapping":
        given, taken = value_type(one), value_type(other)
        return misfit(given, taken, world) if given and taken else None
    if scalar := scalar_of(one):
        fits = scalar in TAKES.get(info.fullname, ())
    else:
        fits = kind == "object" and not _is_model(one)
    is_judged = info.fullname in TAKES or info.fullname in RECORDS
    if is_plain_dataclass(info):
        return None if kind == "mapping" else Misfit(one, other)
    return Misfit(one, other) if is_judged and not fits else None


def _into_list(one: ProperType, other: Instance, world: World) -> Misfit | None:
    """Of a collection the items are judged; iterating over a model gives pairs."""
    wanted, kind = get_proper_type(other.args[0]), kind_of(one)
    if kind == "collection" or isinstance(one, TupleType):
        given = one.items if isinstance(one, TupleType) else getattr(one, "args", ())[:1]
        return misfit(UnionType.make_union(given), wanted, world) if given else None
    if kind == "object" and isinstance(one, Instance):
        can_be = is_model(one.type) and not (_is_model(wanted) or scalar_of(wanted))
        can_be = can_be or (not is_model(one.type) and not is_closed(one, world))
        can_be = can_be or (is_model(one.type) and fields_of(one, world, world.modules) == [])
        has_items = one.type.get("__iter__") or one.type.get("__getitem__")
        return None if can_be or (has_items and not is_model(one.type)) else Misfit(one, other)
    return Misfit(one, other)


def _is_model(given: ProperType) -> bool:
    return isinstance(given, Instance) and is_model(given.type)


def _into_model(one: ProperType, other: Instance, world: World) -> Misfit | None:
    fields = fields_of(other, world, world.modules)
    if fields is None:
        return None
    if root := root_type(other):
        return misfit(one, root, world)
    kind = kind_of(one)
    if kind in ("none", "collection") or (kind == "scalar" and not has_attributes(one)):
        return Misfit(one, other)
    _note(one, other, fields, world)
    found = (_of_field(one, field, other, world) for field in fields)
    return next(filter(None, found), None)


def _note(one: ProperType, model: Instance, fields: list[Taken], world: World) -> None:
    """Remember the attributes that the answer depends on, also those that a class has not yet."""
    classes = [*model.type.mro, *(one.type.mro if isinstance(one, Instance) else ())]
    names = {field.name for field in fields} | {key for field in fields for key in field.keys}
    for info in classes:
        world.names.update((info.fullname, *(f"{info.fullname}.{name}" for name in names)))
    world.modules.update(info.module_name for info in classes)


def _of_field(one: ProperType, field: Taken, model: Instance, world: World) -> Misfit | None:
    """Why a field of a model cannot be had from a value."""
    has = next(filter(None, (_look_up(one, key, field) for key in field.keys)), None)
    if has is None:
        is_missing = field.keys and field.is_required and _is_known(one, field, world)
        return Misfit(one, model, field.name, one, field.keys[0]) if is_missing else None
    if field.type is None:
        return None
    found = misfit(without_none(has), field.type, world)
    if found is None or found.field:
        return found
    return Misfit(get_proper_type(without_none(has)), get_proper_type(field.type), field.name, one)


def _look_up(one: ProperType, key: str, field: Taken) -> Type | None:
    """The type of what a value has for a key or attribute; None where it has none.

    A key that may be left out says nothing of a field that may be, too.
    """
    match one:
        case TypedDictType():
            is_sure = field.is_required or key in one.required_keys
            return one.items.get(key) if is_sure else None
        case TupleType():
            return attribute(one.partial_fallback, key)
        case Instance() if kind_of(one) == "mapping":
            return (field.is_required and value_type(one)) or ANY
        case Instance():
            return attribute(one, key)
    return ANY


def _is_known(one: ProperType, field: Taken, world: World) -> bool:
    """Whether a value has only the attributes that mypy knows of.

    Another entity may give one an attribute for the relationship between them, but not a scalar.
    """
    match one:
        case Instance():
            wanted = get_proper_type(without_none(field.type)) if field.type else None
            is_scalar = isinstance(wanted, Instance) and wanted.type.fullname in TAKES
            return is_closed(one, world) and (is_scalar or not is_entity(one.type, world))
        case TupleType():
            return is_closed(one.partial_fallback, world)
    return isinstance(one, TypedDictType)
