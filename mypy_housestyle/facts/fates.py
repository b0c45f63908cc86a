"""What can become of a value of an unknown shape."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mypy.checker import TypeChecker
    from mypy.nodes import Expression

    from housestyle_core.facts.external_sources import Gives
    from mypy_housestyle.facts.references import Body


class Fate(Enum):
    """What becomes of a value that nothing uses as if it had been checked.

    `HARMLESS`: tested, compared, converted, printed or not used. `VALIDATED`: a validator takes
    it. `CONTAINER`: it is now known to be a dict or list of anything. `KEPT`: the call that it is
    given to gives it back. `UNKNOWN`: it goes where nobody follows it.
    """

    HARMLESS = auto()
    VALIDATED = auto()
    CONTAINER = auto()
    KEPT = auto()
    UNKNOWN = auto()


class Use(Record):
    """The expression that uses a value as if it had been checked, and what it does with it.

    `whole` tells that it only hands the value on and looks at nothing in it.
    """

    node: Expression
    how: str
    whole: bool = False


class Flow(Record):
    """Where a value is followed: a function or module, and what counts as a validator.

    `may_return` tells that a function may give the value to its caller as it came, `gives` whether
    the value is any data, text, which is data only where code takes it apart, or rows.
    """

    body: Body
    checker: TypeChecker
    validators: frozenset[str]
    may_return: bool
    gives: Gives = "data"


def worst(fates: Iterable[Fate | Use]) -> Fate | Use:
    """The first use; without one, whether the value is lost sight of, else whether validated."""
    found = list(fates)
    uses = (fate for fate in found if isinstance(fate, Use))
    kinds = (fate for fate in (Fate.UNKNOWN, Fate.VALIDATED) if fate in found)
    return next(uses, None) or next(kinds, Fate.HARMLESS)
