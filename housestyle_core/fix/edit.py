"""What a rule's `fix` gives: the edits of the source, and what they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from housestyle_core.record import Record

if TYPE_CHECKING:
    from housestyle_core.finding import Located


class Edit(Record):
    """The text that stands instead of the source of `node`; a `Span` without length inserts."""

    node: Located
    text: str


class Import(Record):
    """`from module import name`; `import module` without a name."""

    module: str
    name: str = ""


class Fix(Record):
    """Edits that are made together or not at all.

    `imports` are added where the module does not have them. `safe` is False where the program may
    behave differently in a way that only a person can judge.
    """

    edits: tuple[Edit, ...]
    imports: tuple[Import, ...] = ()
    safe: bool = True
