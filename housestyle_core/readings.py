"""What was read of each rule's findings on real code, and so which rules are stable.

A rule is stable when findings from at least three packages were read and at least 95 % of them
were true alarms; any other rule is `preview` and runs only when asked for. docs/precision.md
tells how the packages were run and what the false alarms were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

PACKAGES_NEEDED = 3
TRUE_SHARE_NEEDED = 0.95


class Reading(NamedTuple):
    """`true` of the `read` findings in this release of a package were true alarms."""

    package: str
    read: int
    true: int


def is_precise(readings: Collection[Reading]) -> bool:
    """Whether these readings make a rule stable."""
    read = sum(reading.read for reading in readings)
    true = sum(reading.true for reading in readings)
    packages = {reading.package for reading in readings if reading.read}
    return len(packages) >= PACKAGES_NEEDED and true >= TRUE_SHARE_NEEDED * read


READINGS: Mapping[str, tuple[Reading, ...]] = {}
