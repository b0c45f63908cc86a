"""How the data of this package is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

Cost = Literal["disk", "network", "process", "lock", "sleep", "cpu"]


class Family(Record):
    """Calls that block for one reason and have one remedy.

    `calls` maps a module or class to names in it, separated by spaces. `*` is every public
    lower-case name, `-name` takes one out again, `-*` says that neither the class nor its bases
    have others. A dunder name stands for the statement that calls it: `with` or `for`; `@name` is a
    property, which blocks when it is read.
    `instead` goes into the message; `{method}` in it is the name that is called.
    """

    name: str
    cost: Cost
    reason: str
    instead: str
    calls: Mapping[str, str]
    on: bool = True
    lazy: bool = False
    """The call gives an iterator that blocks when it is used."""
    takes_buffer: bool = False
    """Clean with a buffer in memory instead of a path."""
    needs: tuple[str, ...] = ()
    """Clean without any of these parameters, one of which comes first: a host, a path."""
    of_handle: bool = False
    """Said once, where the handle is opened, if that is in the same function."""
