"""The bugs of rules that are asked what they want: kept until there is a place to report them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from housestyle_core.environment import is_debugging
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable


class Failure(Record):
    """The bug that a rule ran into when it was asked what it wants."""

    error: Exception

    def again(self) -> list[Any]:
        """Raise it where it can be reported."""
        raise self.error


def guarded(function: Callable[..., Any], *arguments: object) -> Any:
    """What a function of a rule gives, or the bug in it."""
    try:
        return function(*arguments)
    except Exception as error:
        if is_debugging():
            raise
        return Failure(error)
