"""The data of HS101 against what other checkers know, and its names against each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from housestyle_core.facts.blocking.lookup import FAMILIES, Options, find_blocking
from housestyle_core.facts.blocking.public_names import PUBLIC, public_name

JUDGED = [
    line.partition(": ")[::2]
    for line in (Path(__file__).parent / "blocking_names.txt").read_text().splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("name", "reason"), JUDGED, ids=[name for name, _ in JUDGED])
def test_names_that_others_know(name: str, reason: str) -> None:
    called = (name if "." in name else f"builtins.{name}").replace(".*", ".read")
    if name.startswith("urllib3"):
        called = called.replace(".read", ".request")
    assert bool(find_blocking((called,), Options())) == (not reason)


def test_there_is_a_reason_for_every_family() -> None:
    assert len({family.name for family in FAMILIES}) == len(FAMILIES)
    assert all(family.reason and family.instead and family.calls for family in FAMILIES)


def test_public_names_are_final() -> None:
    assert [name for name in PUBLIC.values() if public_name(name) != name] == []
