"""What comes of what a function runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from housestyle_core.record import Record

if TYPE_CHECKING:
    import mypy.nodes as n

    from housestyle_core.facts.blocking.lookup import Blocking
    from mypy_housestyle.facts.runs import Run

    Runnable = n.FuncDef | n.Var


class Effect(Record):
    """The plain functions of the project that a call runs, or what blocks in it by itself."""

    functions: list[Runnable]
    cause: Blocking | None


class Ran(Record):
    """Something that a function runs, and what comes of it."""

    run: Run
    effect: Effect
