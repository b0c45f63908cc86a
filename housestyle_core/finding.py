"""What a rule yields, and what a report is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from housestyle_core.record import Record

if TYPE_CHECKING:
    from housestyle_core.catalogue import Rule


class Located(Protocol):
    """A syntax tree node of either engine, or anything else with the four numbers of one.

    Lines count from 1, columns from 0; the columns of a Python tree are UTF-8 bytes.
    """

    @property
    def lineno(self) -> int: ...
    @property
    def col_offset(self) -> int: ...
    @property
    def end_lineno(self) -> int | None: ...
    @property
    def end_col_offset(self) -> int | None: ...


class Finding(Record):
    """What is wrong at `node`, and after a colon what to do about it."""

    node: Located
    message: str


class Span(Record):
    """A place that no node of the tree covers exactly, counted as a node counts (see `Located`)."""

    lineno: int
    col_offset: int
    end_lineno: int
    end_col_offset: int


class Diagnostic(Record):
    """A finding as it is reported: lines and columns count from 1, columns are characters.

    `end_column` is the column behind the last character.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    rule: Rule
    message: str
