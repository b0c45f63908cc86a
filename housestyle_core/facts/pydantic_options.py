"""What HS401 looks for only where it is asked to."""

from __future__ import annotations

from housestyle_core.record import Record


class Options(Record):
    """`implicit-none`: the code was written for Pydantic 1, where a field that may be `None` and
    has no default is `None` when it is not given; in Pydantic 2 it is required.

    `constrained-types`: the calls of `conint`, `constr`, `conlist` and the like in annotations,
    which Pydantic 2 still takes, and type checkers do not.
    """

    implicit_none: bool = False
    constrained_types: bool = False
