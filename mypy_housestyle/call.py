"""A call as the typed rules see it."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from mypy.nodes import FuncDef
from mypy.plugin import AttributeContext
from mypy.types import Instance, get_proper_type

from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from mypy.checker import TypeChecker
    from mypy.nodes import Expression
    from mypy.plugin import FunctionContext, MethodContext
    from mypy.types import Type

    from housestyle_core.config import Settings

AWAITABLES = ("typing.Awaitable", "typing.AsyncIterator", "typing.AsyncIterable")


class Callee(Record):
    """What is called: a function; a class, with its bases; or a `method` of the `owners`."""

    owners: tuple[str, ...]
    method: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Each name that it can be known by.

        For a method: the method of the receiver's class, then of each of its bases, up to `object`.
        For a class: the class, then its bases. For a function: the function.
        """
        method = self.method
        return tuple([f"{owner}.{method}" for owner in self.owners]) if method else self.owners

    def has_any(self, words: AbstractSet[str]) -> bool:
        """Whether a name of it begins or ends with one of some words."""
        if self.method:
            return self.method in words or not words.isdisjoint(_packages(self.owners))
        return any(
            owner.partition(".")[0] in words or owner.rpartition(".")[2] in words
            for owner in self.owners
        )


@lru_cache(maxsize=1024)
def _packages(owners: tuple[str, ...]) -> frozenset[str]:
    """What dotted names begin with; the bases of a class have many methods."""
    return frozenset([owner.partition(".")[0] for owner in owners])


class Call(Record):
    """One call, or the reading of a property; `returns` is its type, as mypy and others see it."""

    callee: Callee
    context: AttributeContext | FunctionContext | MethodContext
    checker: TypeChecker
    settings: Settings
    returns: Type

    @property
    def node(self) -> Expression:
        """The call expression; a method that a statement calls (`for`, `with`) has its operand."""
        return self.context.context  # type: ignore[return-value]

    @property
    def arguments(self) -> list[tuple[Expression, Type]]:
        """Each argument with its type; none where a property is read."""
        if isinstance(self.context, AttributeContext):
            return []
        nodes = chain.from_iterable(self.context.args)
        return list(zip(nodes, chain.from_iterable(self.context.arg_types), strict=True))

    @property
    def in_async(self) -> bool:
        """Whether this runs in an `async def`, not in a function or lambda nested there."""
        function = self.checker.scope.current_function()
        return isinstance(function, FuncDef) and function.is_coroutine

    @property
    def is_awaitable(self) -> bool:
        """Whether the call gives something to `await` or to iterate with `async for`."""
        returns = get_proper_type(self.returns)
        return isinstance(returns, Instance) and any(
            returns.type.has_base(base) for base in AWAITABLES
        )
