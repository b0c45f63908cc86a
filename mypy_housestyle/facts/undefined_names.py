"""Whether a type was written with a name that nothing defines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.type_visitor import TypeQuery
from mypy.types import AnyType, CallableType, Instance, TupleType, TypedDictType, TypeOfAny

from mypy_housestyle.facts.routes import COROUTINE

if TYPE_CHECKING:
    from mypy.types import Type


def has_undefined_name(declared: Type | None) -> bool:
    """Whether mypy has put `Any` into a type for want of what a name in it means.

    That `Any` is of the kind that stands behind an alias, too, and where nobody wrote a type: in
    the fallback of a tuple, for `...` of a callable, for what is sent to a coroutine. All these
    are passed over, and so is a `TypedDict`, which is one whatever its keys are.
    """
    return declared is not None and declared.accept(_Query())


class _Query(TypeQuery[bool]):
    def __init__(self) -> None:
        super().__init__()
        self.skip_alias_target = True

    def strategy(self, items: list[bool]) -> bool:
        return any(items)

    def visit_any(self, t: AnyType) -> bool:
        return t.type_of_any == TypeOfAny.special_form

    def visit_instance(self, t: Instance) -> bool:
        return self.query_types(t.args[2:] if t.type.fullname == COROUTINE else t.args)

    def visit_tuple_type(self, t: TupleType) -> bool:
        return self.query_types(t.items)

    def visit_callable_type(self, t: CallableType) -> bool:
        return t.ret_type.accept(self)

    def visit_typeddict_type(self, _: TypedDictType, /) -> bool:
        return False
