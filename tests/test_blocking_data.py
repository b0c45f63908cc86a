"""The data of HS101 against what other checkers know, and its names against each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from housestyle_core.facts.blocking.lookup import FAMILIES, Options, find_blocking, owners
from housestyle_core.facts.blocking.public_names import PUBLIC, public_name
from housestyle_core.facts.blocking.spelled import words_of_names
from mypy_housestyle.call import Callee

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


def test_words_of_names_lead_to_all_that_blocks() -> None:
    words = words_of_names(Options())
    assert words is not None
    calls = [f"{owner}.{name}" for owner, known in owners().items() for name in known.calls]
    defined = [
        name + call.removeprefix(public)
        for name, public in PUBLIC.items()
        for call in calls
        if f"{call}.".startswith(f"{public}.")
    ]
    names = [name.replace("*", "any_method") for name in (*calls, *defined)]
    blocking = [name for name in names if find_blocking((name,), Options())]
    assert len(blocking) > len(FAMILIES)
    assert [name for name in blocking if not Callee((name,)).has_any(words)] == []


def test_words_of_names_leave_room_for_whole_packages() -> None:
    assert words_of_names(Options(extra=("vendor.*",))) is None


def test_public_names_are_final() -> None:
    assert [name for name in PUBLIC.values() if public_name(name) != name] == []
